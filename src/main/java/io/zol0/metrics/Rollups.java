package io.zol0.metrics;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Makes hours and days of the history as they end, and again where something came late. */
@Component
class Rollups {
    private static final Logger log = LoggerFactory.getLogger(Rollups.class);

    private final List<Rollup> kinds;

    @Autowired
    Rollups(DataSource database, ObjectProvider<Clock> clock) {
        this(database, clock.getIfUnique(Clock::systemUTC));
    }

    Rollups(DataSource database, Clock clock) {
        kinds = List.of(
                new Rollup(Chain.CALL, database, new CallMaking(), clock),
                new Rollup(Chain.SERIES, database, new SeriesMaking(), clock));
    }

    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
    void roll() {
        for (Rollup kind : kinds) {
            try {
                int made = kind.roll();
                if (made > 0) {
                    log.debug("Hours and days made: {}", made);
                }
            } catch (DataAccessException | TransactionException away) {
                kind.doubt();
                log.warn("Hours and days of the history are made a minute later: {}", Courier.words(away));
            }
        }
    }
}
