package io.zol0.optimizer;

import io.zol0.catalog.SettingId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Keeps what the advisors say: of each setting one advice at a time, and none again that was turned down until its evidence is another. */
@Component
class Finder {
    /** Most that wait for somebody; what is worth less waits for room. */
    static final int MOST_FOUND = 500;

    /** What is not said again for so long is no longer advised. */
    static final Duration PATIENCE = Duration.ofMinutes(30);

    /** What was kept is watched for so long before a further step of the same setting is advised. */
    static final Duration WATCHED_AT_LEAST = Duration.ofHours(2);

    /** Who does what nobody signed in did. */
    static final String OPTIMIZER = "optimizer";

    private final List<Advisor> advisors;
    private final RecommendationTable table;
    private final ApplicationEventPublisher events;

    Finder(List<Advisor> advisors, RecommendationTable table, ApplicationEventPublisher events) {
        this.advisors = advisors;
        this.table = table;
        this.events = events;
    }

    /** One look at everything that was recorded. */
    void pass(Instant now) {
        keep(advisors.stream().flatMap(advisor -> advisor.look(now).stream()).toList(), now);
    }

    /** Keeps what was found; where several are about one setting the one that is worth most. */
    void keep(List<Proposal> found, Instant now) {
        Map<SettingId, Proposal> best = new LinkedHashMap<>();
        found.stream()
                .sorted(Comparator.comparingDouble(Proposal::value).reversed())
                .forEach(proposal -> best.putIfAbsent(proposal.advice().setting(), proposal));
        boolean changed = false;
        long room = MOST_FOUND - table.count(RecommendationFilter.toDecide());
        for (Proposal proposal : best.values()) {
            SettingId setting = proposal.advice().setting();
            Optional<Recommendation> open = table.open(setting).filter(each -> !isSuperseded(each, proposal, now));
            if (open.isPresent()) {
                changed |= table.renew(open.get().id(), proposal, now);
            } else if (room > 0 && isNews(proposal, table.lastClosed(setting))) {
                long id = table.add(proposal, now);
                if (id != 0) {
                    table.addStep(id, now, OPTIMIZER, RecommendationStep.Kind.FOUND, proposal.because(), 0);
                    room--;
                    changed = true;
                }
            }
        }
        for (Recommendation gone : table.unseenSince(now.minus(PATIENCE))) {
            if (table.move(gone.id(), State.FOUND, State.GONE, null, now)) {
                table.addStep(
                        gone.id(),
                        now,
                        OPTIMIZER,
                        RecommendationStep.Kind.GONE,
                        "What was recorded in the last %s does not say so any more.".formatted(Words.time(PATIENCE)),
                        0);
                changed = true;
            }
        }
        table.forgetOldest();
        if (changed) {
            events.publishEvent(new RecommendationsChanged());
        }
    }

    /**
     * Whether what was kept is watched long enough for a further step of the same setting, whose trial goes on watching: evidence grows
     * with what was kept, and a day for each careful step would be a week for a good one.
     */
    private boolean isSuperseded(Recommendation open, Proposal proposal, Instant now) {
        if (open.state() != State.WATCHED
                || now.isBefore(open.changedAt().plus(WATCHED_AT_LEAST))
                || proposal.advice().step() < Advice.CacheTtl.SAME
                || !table.move(open.id(), State.WATCHED, State.DONE, null, now)) {
            return false;
        }
        table.addStep(
                open.id(),
                now,
                OPTIMIZER,
                RecommendationStep.Kind.WATCHED,
                "Nothing got worse since it was kept; a further step is advised, and its trial goes on watching.",
                0);
        return true;
    }

    /** Whether its evidence is another than that of the one before it. */
    static boolean isNews(Proposal proposal, Optional<Recommendation> before) {
        if (before.isEmpty()) {
            return true;
        }
        Recommendation last = before.get();
        if (last.verdict() == Verdict.KEEP) {
            return proposal.advice().step() >= Advice.CacheTtl.SAME;
        }
        if (last.verdict() == Verdict.REVERT) {
            // What did harm does it whatever is expected of it.
            return proposal.advice().differsFrom(last.advice());
        }
        Effect was = last.effect();
        Effect is = proposal.effect();
        return proposal.advice().differsFrom(last.advice())
                || is.aim() != was.aim()
                || is.expected() < was.low()
                // That less is to be gained than was thought is no reason to try again.
                || (last.verdict() == null && is.expected() > was.high());
    }
}
