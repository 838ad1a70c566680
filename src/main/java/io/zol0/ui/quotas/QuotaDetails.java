package io.zol0.ui.quotas;

import com.vaadin.flow.component.html.Paragraph;
import io.zol0.limits.BudgetState;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaState;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Stats;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.LiveRows;
import io.zol0.ui.parts.LiveRows.Cell;
import io.zol0.ui.parts.LiveRows.Column;
import io.zol0.ui.parts.Panel;
import java.time.Instant;
import java.util.List;

/** The panels of one quota that move once a second. */
class QuotaDetails {
    private static final int SPENDERS = 10;

    final Paragraph level = new Paragraph();

    private final WindowMeters meters;
    private final Paragraph which = new Paragraph();
    private final Paragraph frozen = new Paragraph();
    private final Paragraph exhaustion = new Paragraph();
    private final Paragraph queue = new Paragraph();
    private final Paragraph ours = new Paragraph();
    private final Paragraph theirs = new Paragraph();
    private final LiveRows callers = spenders("Spent by caller", "Caller");
    private final LiveRows endpoints = spenders("Spent by endpoint", "Endpoint");

    QuotaDetails(Quota quota) {
        meters = new WindowMeters(quota);
        which.addClassName("quiet");
        frozen.addClassName("frozen-words");
        level.addClassName("quiet");
    }

    private static LiveRows spenders(String name, String column) {
        return new LiveRows(
                name,
                SPENDERS,
                "Nothing was spent in the last minute.",
                List.of(new Column(column, "name"), new Column("Weight", "number"), new Column("Share", "number")));
    }

    Panel left() {
        Panel panel = new Panel("What is left").about("now").with(frozen, which, meters, exhaustion);
        panel.addClassName("quota-card");
        return panel;
    }

    Panel queue() {
        Panel panel = new Panel("Waiting and refused").with(queue, ours, theirs);
        panel.addClassName("quota-card");
        return panel;
    }

    Panel callers() {
        return new Panel("Spent by caller").about("last minute").with(callers);
    }

    Panel endpoints() {
        return new Panel("Spent by endpoint").about("last minute").with(endpoints);
    }

    /** @param hour of the quota's upstream */
    void show(QuotaState state, Stats hour, Instant now) {
        QuotaCard.say(frozen, QuotaWords.frozen(state, now));
        meters.setVisible(!state.fullest().isEmpty());
        if (state.fullest().isEmpty()) {
            QuotaCard.say(which, "Nothing was spent lately.");
            QuotaCard.say(exhaustion, "");
        } else {
            BudgetState budget = state.fullest().getFirst();
            QuotaCard.say(which, QuotaWords.which(state));
            meters.show(budget);
            QuotaCard.say(exhaustion, QuotaWords.exhaustion(budget));
        }
        QuotaCard.say(queue, QuotaWords.queue(state));
        QuotaCard.say(ours, "Since it was set: " + String.join(", ", QuotaWords.tally(state)) + ".");
        QuotaCard.say(theirs, QuotaWords.theirs(hour.byOutcome().getOrDefault(Outcome.REFUSED_BY_PROVIDER, 0L)));
        QuotaCard.say(level, "Its first window lets through %s now.".formatted(Figures.count(state.operatingLevel())));
        callers.show(rows(state.callers()));
        endpoints.show(rows(state.endpoints()));
    }

    private static List<List<Cell>> rows(List<QuotaState.Spend> spends) {
        long all = spends.stream().mapToLong(QuotaState.Spend::weight).sum();
        return spends.stream()
                .limit(SPENDERS)
                .map(spend -> List.<Cell>of(
                        new Cell.Text(spend.name() == null ? "all others" : spend.name()),
                        new Cell.Text(Figures.count(spend.weight())),
                        new Cell.Text(Figures.percent((double) spend.weight() / Math.max(1, all)))))
                .toList();
    }
}
