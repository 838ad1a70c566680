package io.zol0.optimizer;

import io.zol0.alerts.Leadership;
import io.zol0.users.Itself;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Looks after trials every ten seconds and for new advice every minute, on the node that leads. */
@Component
class Rounds {
    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final int ROUND_MILLIS = 10_000;
    private static final int PASS_MILLIS = 60_000;

    private final Leadership leadership;
    private final Pilot pilot;
    private final Life life;
    private final Finder finder;
    private final Clock clock;
    private final Object trials = new Object();
    private final Object advice = new Object();
    private volatile boolean failing;

    Rounds(Leadership leadership, Pilot pilot, Life life, Finder finder, Clock clock) {
        this.leadership = leadership;
        this.pilot = pilot;
        this.life = life;
        this.finder = finder;
        this.clock = clock;
    }

    @Scheduled(fixedRate = ROUND_MILLIS, initialDelay = ROUND_MILLIS)
    void round() {
        synchronized (trials) {
            lead(now -> {
                pilot.round(now);
                life.round(now);
            });
        }
    }

    @Scheduled(fixedDelay = PASS_MILLIS, initialDelay = PASS_MILLIS)
    void pass() {
        synchronized (advice) {
            lead(finder::pass);
        }
    }

    private interface Work {
        void at(Instant now);
    }

    private void lead(Work work) {
        if (leadership.ask() != Leadership.Lead.HERE) {
            return;
        }
        try {
            Itself.ask(Finder.OPTIMIZER, () -> {
                work.at(clock.instant());
                return true;
            });
            failing = false;
        } catch (DataAccessException | TransactionException e) {
            if (!failing) {
                log.warn("Trials stand still while the database is away.", e);
            }
            failing = true;
        }
    }
}
