package io.zol0.ui.audit;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.Moment;
import io.zol0.users.AuditTrail;
import io.zol0.users.AuditVerdict;
import org.springframework.dao.DataAccessException;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

/** The button that follows the audit's chain through, and what came of it. */
class ChainCheck extends Div {
    private final AuditTrail trail;
    private final Button check = new Button("Check that nothing was changed");
    private final Paragraph result = new Paragraph();

    ChainCheck(AuditTrail trail) {
        this.trail = trail;
        addClassName("connection");
        result.getElement().setAttribute("role", "status");
        check.addClickListener(click -> start());
        add(check, result);
    }

    private void start() {
        UI ui = UI.getCurrent();
        check.setEnabled(false);
        result.setClassName("critical", false);
        result.setText("Following the chain through every entry…");
        // One at a time for each open page; with the rights of whoever pressed the button.
        Thread.ofVirtual().name("audit-check").start(new DelegatingSecurityContextRunnable(() -> {
            try {
                AuditVerdict verdict = trail.verify();
                ui.access(() -> show(verdict));
            } catch (DataAccessException e) {
                ui.access(() -> fail("The database does not answer; /health says more. Try again later."));
            }
        }));
    }

    private void show(AuditVerdict verdict) {
        switch (verdict) {
            case AuditVerdict.Whole whole -> {
                check.setEnabled(true);
                result.setText(sentence(whole));
                if (whole.vouchedAt() != null) {
                    result.add(" The secret key last vouched for it ");
                    result.add(new Moment(whole.vouchedAt()));
                    result.add(".");
                }
            }
            case AuditVerdict.Broken broken ->
                fail(broken.sentence() + " The database was changed by other means than ZoL0; compare with a backup.");
        }
    }

    static String sentence(AuditVerdict.Whole whole) {
        String removed = whole.removed() == 0
                ? ""
                : " %s older ones were removed when their time was over, as signed."
                        .formatted(Figures.count(whole.removed()));
        return "Every one of %s entries is there and as it was written.%s"
                .formatted(Figures.count(whole.entries()), removed);
    }

    private void fail(String sentence) {
        check.setEnabled(true);
        result.setClassName("critical", true);
        result.setText(sentence);
    }
}
