package io.zol0.optimizer;

import io.zol0.optimizer.RecommendationStep.Kind;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Approves what an admin allowed to be tried without being asked for, and takes back what runs where it is no longer allowed. */
@Component
class Pilot {
    static final String AUTOPILOT = "autopilot";

    /** Most that are looked at in a round, those worth most. */
    private static final int MOST = 200;

    private final RecommendationTable table;
    private final AutopilotTable autopilots;
    private final InForce inForce;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    Pilot(
            RecommendationTable table,
            AutopilotTable autopilots,
            InForce inForce,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.table = table;
        this.autopilots = autopilots;
        this.inForce = inForce;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** One look at what is found and what runs. */
    void round(Instant now) {
        if (autopilots.all().isEmpty()) {
            return;
        }
        Set<Long> busy = new HashSet<>();
        for (State state : new State[] {State.TRIAL, State.APPROVED}) {
            for (Recommendation each : table.all(state)) {
                busy.add(each.upstreamId());
                if (each.byAutopilot() && !of(each).isOpen(now)) {
                    inForce.takeBack(
                            each,
                            now,
                            AUTOPILOT,
                            "The autopilot may not go on: it is switched off, frozen, or out of its hours.",
                            () -> {});
                }
            }
        }
        for (Recommendation each : table.page(RecommendationFilter.toDecide(), 0, MOST)) {
            Autopilot autopilot = of(each);
            if (autopilot.isOpen(now) && autopilot.allows(each.advice()) && busy.add(each.upstreamId())) {
                approve(each, autopilot, now);
            }
        }
    }

    private Autopilot of(Recommendation each) {
        return autopilots.of(each.environment(), each.upstreamId());
    }

    private void approve(Recommendation each, Autopilot autopilot, Instant now) {
        transaction.executeWithoutResult(status -> {
            if (table.move(each.id(), State.FOUND, State.APPROVED, null, now)) {
                table.mark(each.id(), true, false);
                table.addStep(
                        each.id(),
                        now,
                        AUTOPILOT,
                        Kind.APPROVED,
                        "By the autopilot of %s: within its kinds, its hours, and steps of up to %s times."
                                .formatted(
                                        autopilot.upstreamId() == 0 ? autopilot.environment() : "this upstream",
                                        Words.number(autopilot.largestStep())),
                        0);
            }
        });
        events.publishEvent(new RecommendationsChanged());
    }
}
