package io.zol0.alerts;

import io.zol0.catalog.Upstream;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.SeriesRecorder;
import io.zol0.users.Itself;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Judges the rules every ten seconds on the node that leads, and keeps what came of it. */
@Component
class Watch {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);
    private static final SeriesKey AWAY =
            SeriesName.gauge("database.away", "ms").ofWhole();
    private static final int PERIOD_MILLIS = 10_000;

    private final LiveMetrics metrics;
    private final SeriesHistory history;
    private final SeriesRecorder recorder;
    private final RuleTable rules;
    private final AlertTable alerts;
    private final AlertBook book;
    private final Places places;
    private final Leadership leadership;
    private final LongCounts longCounts;
    private final Watchdogs watchdogs;
    private final AlertRetention retention;
    private final ApplicationEventPublisher events;
    private final Evaluator evaluator;
    private final LongSupplier ticker;
    private boolean leading;
    private boolean failing;
    private long awaySince;

    @Autowired
    Watch(
            LiveMetrics metrics,
            SeriesHistory history,
            SeriesRecorder recorder,
            RuleTable rules,
            AlertTable alerts,
            AlertBook book,
            Places places,
            Leadership leadership,
            LongCounts longCounts,
            Watchdogs watchdogs,
            AlertRetention retention,
            ApplicationEventPublisher events) {
        this.metrics = metrics;
        this.history = history;
        this.recorder = recorder;
        this.rules = rules;
        this.alerts = alerts;
        this.book = book;
        this.places = places;
        this.leadership = leadership;
        this.longCounts = longCounts;
        this.watchdogs = watchdogs;
        this.retention = retention;
        this.events = events;
        this.evaluator = new Evaluator(places);
        this.ticker = System::nanoTime;
    }

    /** Brings the rules that come with ZoL0, each once. */
    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        ShippedRules.ALL.forEach(rules::add);
    }

    @Scheduled(fixedRate = PERIOD_MILLIS, initialDelay = PERIOD_MILLIS)
    synchronized void round() {
        Leadership.Lead lead = leadership.ask();
        sayHowLongAway(lead == Leadership.Lead.AWAY);
        if (lead != Leadership.Lead.HERE) {
            leading = leading && lead == Leadership.Lead.AWAY;
            return;
        }
        try {
            List<Upstream> upstreams = places.upstreams();
            List<Rule> all = rules.all();
            if (all.stream().anyMatch(rule -> rule.enabled() && rule.window().compareTo(Readout.HOUR) > 0)) {
                longCounts.refresh();
            }
            judge(all, new LiveReadout(metrics, history, recorder, upstreams, longCounts, watchdogs));
            retention.cutWhenDue();
            failing = false;
        } catch (DataAccessException | TransactionException e) {
            // What was raised in this round is raised in the next one that can be kept.
            if (!failing) {
                log.warn("The alerts cannot be kept while the database is away; the rules are judged on.", e);
            }
            failing = true;
        }
    }

    /** While it is away nothing can be kept, so that its absence is told as a whole once it is back. */
    private void sayHowLongAway(boolean away) {
        long now = ticker.getAsLong();
        if (away) {
            awaySince = awaySince == 0 ? now : awaySince;
        } else {
            recorder.set(AWAY, awaySince == 0 ? 0 : (now - awaySince) / 1e6);
            awaySince = 0;
        }
    }

    /** Judges by a readout and keeps what came of it. */
    void judge(List<Rule> all, Readout readout) {
        long now = ticker.getAsLong();
        if (!leading) {
            evaluator.forget();
            watchdogs.load();
            Itself.ask(alerts::unresolved)
                    .forEach(alert -> evaluator.adopt(
                            alert.ruleId(), new Target(alert.about(), alert.caller()), alert.worst(), now));
            leading = true;
        }
        watchdogs.feed(all, places, readout);
        List<Turning> turnings = evaluator.round(all, readout, now);
        AlertBook.Kept kept;
        try {
            kept = Itself.ask(() -> book.keep(turnings, all));
        } catch (DataAccessException | TransactionException e) {
            turnings.stream()
                    .filter(turning -> turning.kind() == Turning.Kind.BEGAN)
                    .forEach(evaluator::again);
            throw e;
        }
        kept.left().forEach(evaluator::again);
        if (kept.changed()) {
            events.publishEvent(new AlertsChanged(kept.raised()));
        }
    }
}
