package io.zol0.ui.quotas;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.zol0.limits.BudgetState;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaState;
import io.zol0.ui.parts.Figures;
import java.time.Instant;
import java.util.List;

/** Where one quota stands: the budget that has least left, who waits for it and who spends it. */
class QuotaCard extends Div {
    private static final int SPENDERS = 4;

    private final WindowMeters meters;
    private final Paragraph which = new Paragraph();
    private final Paragraph exhaustion = new Paragraph();
    private final Paragraph queue = new Paragraph();
    private final Paragraph frozen = new Paragraph();
    private final Paragraph refused = new Paragraph();
    private final Div spenders = new Div();

    QuotaCard(Quota quota, String upstream) {
        meters = new WindowMeters(quota);
        addClassNames("panel", "quota-card");
        Div head =
                new Div(new H2(new Anchor("quotas/" + quota.id(), quota.name())), quiet(upstream), quiet(note(quota)));
        head.addClassName("panel-head");
        frozen.addClassName("frozen-words");
        which.addClassName("quiet");
        refused.addClassName("quiet");
        spenders.addClassName("spend");
        add(head, frozen, which, meters, exhaustion, queue, refused, spenders);
    }

    private static String note(Quota quota) {
        if (!quota.enabled()) {
            return "switched off";
        }
        return switch (quota.whenEmpty()) {
            case QUEUE -> "";
            case REJECT -> "refuses when empty";
            case SERVE_STALE -> "serves the last answer when empty";
            case SHADOW -> "dry run: holds nothing back";
        };
    }

    private static Span quiet(String words) {
        Span span = new Span(words);
        span.addClassName("quiet");
        return span;
    }

    void show(QuotaState state, Instant now) {
        setClassName("frozen", state.freeze() != null);
        say(frozen, QuotaWords.frozen(state, now));
        if (state.fullest().isEmpty()) {
            say(which, "Nothing was spent lately. " + QuotaWords.windows(state.quota()) + ".");
            meters.setVisible(false);
            say(exhaustion, "");
        } else {
            BudgetState budget = state.fullest().getFirst();
            say(which, QuotaWords.which(state));
            meters.setVisible(true);
            meters.show(budget);
            say(exhaustion, QuotaWords.exhaustion(budget));
        }
        say(queue, QuotaWords.queue(state));
        List<String> tally = QuotaWords.tally(state);
        say(refused, String.join(", ", tally) + ".");
        spend(state.callers());
    }

    private void spend(List<QuotaState.Spend> callers) {
        spenders.removeAll();
        callers.stream().limit(SPENDERS).forEach(spend -> {
            spenders.add(new Span(spend.name() == null ? "all others" : spend.name()));
            spenders.add(new Span(Figures.count(spend.weight()) + " a minute"));
        });
    }

    static void say(Paragraph paragraph, String words) {
        if (!words.equals(paragraph.getText())) {
            paragraph.setText(words);
        }
        paragraph.setVisible(!words.isEmpty());
    }
}
