package io.zol0.ui.quotas;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.gateway.Bans;
import io.zol0.limits.Ban;
import io.zol0.limits.Freeze;
import java.time.Instant;

/** A ban that is in force: how much longer, why, and the way to end it early, which takes a reason. */
class BanNote extends Div {
    private final H2 title = new H2();
    private final Paragraph why = new Paragraph();
    private final String upstream;

    BanNote(Bans bans, String upstream, Freeze.Scope scope, boolean mayLift) {
        this.upstream = upstream;
        addClassNames("note", "note-failed");
        getElement().setAttribute("role", "alert");
        add(title, why);
        if (mayLift) {
            TextField reason = new TextField("Why it may be lifted");
            reason.setMaxLength(Bans.LONGEST_REASON);
            reason.setHelperText("If the provider still refuses, the ban begins anew and may be longer.");
            Button lift = new Button("Lift it", click -> {
                reason.setInvalid(reason.getValue().isBlank());
                reason.setErrorMessage("Say in a few words why, such as: the provider confirmed it is over.");
                if (!reason.isInvalid()) {
                    bans.lift(scope, reason.getValue());
                }
            });
            Div form = new Div(reason, lift);
            form.addClassName("form");
            add(form);
        }
    }

    void show(Ban ban, Instant now) {
        title.setText("%s is frozen, %s left"
                .formatted(upstream, QuotaWords.left(new Freeze(ban.until(), ban.reason()), now)));
        why.setText(ban.reason());
    }
}
