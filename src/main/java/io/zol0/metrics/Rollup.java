package io.zol0.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the hours and days of a kind of history, each anew from all that it is made of, in one transaction with taking away
 * its marks: whenever it is broken off, it is made whole the next time. Of what was dropped of the finer rows what came later
 * is added instead, and taken away with it.
 */
final class Rollup {
    /** How long after its end an hour or day is made at the earliest: its last minute is on its way. */
    static final Duration GRACE = Duration.ofMinutes(2);

    private static final int TIMEOUT_SECONDS = 300;
    private static final int ROWS_AT_A_TIME = 500;

    private final String kind;
    private final Making making;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final List<DayPartitions> hours;
    private final Due due;
    private final Clock clock;

    /** How rows are put together. */
    interface Making {
        /** Writes the rows of an hour or day anew; together with those that are there of it where {@code adding}. */
        void make(JdbcTemplate jdbc, Grain grain, Instant at, boolean adding);
    }

    Rollup(String kind, DataSource database, Making making, Clock clock) {
        this.kind = kind;
        this.making = making;
        this.clock = clock;
        jdbc = new JdbcTemplate(database);
        jdbc.setQueryTimeout(TIMEOUT_SECONDS);
        jdbc.setFetchSize(ROWS_AT_A_TIME);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        hours = Stream.of(Grain.HOUR, Grain.FIVE_MINUTES)
                .filter(grain -> grain == Grain.HOUR || kind.equals("call"))
                .map(grain -> new DayPartitions(jdbc, kind + "_" + grain.column()))
                .toList();
        due = new Due(jdbc, kind);
    }

    /** Keeps others from making or deleting what is made of a kind, up to the end of the caller's transaction. */
    static void hold(JdbcTemplate jdbc, String kind) {
        jdbc.queryForList("select pg_advisory_xact_lock(hashtext(?))", "zol0 rollup " + kind);
    }

    /** Makes all that is due, and tells how much that was; nothing more where another node is at it. */
    int roll() {
        int made = 0;
        for (Grain grain : List.of(Grain.HOUR, Grain.DAY)) {
            for (Optional<Instant> at = next(grain); at.isPresent(); at = next(grain)) {
                if (!roll(grain, at.get())) {
                    return made;
                }
                made++;
            }
        }
        return made;
    }

    /** The database may be another one when it is back. */
    void doubt() {
        hours.forEach(DayPartitions::doubt);
    }

    private Optional<Instant> next(Grain grain) {
        return due.oldest(grain, clock.instant().minus(GRACE).minus(grain.length()));
    }

    private boolean roll(Grain grain, Instant at) {
        if (grain == Grain.HOUR) {
            hours.forEach(each -> each.make(DayPartitions.dayOf(at.getEpochSecond() / 60)));
        }
        return Boolean.TRUE.equals(transaction.execute(status -> {
            if (!isOurs()) {
                return false;
            }
            List<Long> marks = due.marks(grain, at);
            boolean adding = due.isDropped(grain.finer(), at);
            making.make(jdbc, grain, at, adding);
            if (adding) {
                String finer = grain.finer().column();
                jdbc.update(
                        "delete from %2$s_%1$s where %1$s >= ? and %1$s < ?".formatted(finer, kind),
                        CallRows.at(at),
                        CallRows.at(at.plus(grain.length())));
            }
            due.remove(marks);
            if (grain == Grain.HOUR) {
                due.mark(Grain.DAY, at);
            }
            return true;
        }));
    }

    private boolean isOurs() {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select pg_try_advisory_xact_lock(hashtext(?))", Boolean.class, "zol0 rollup " + kind));
    }
}
