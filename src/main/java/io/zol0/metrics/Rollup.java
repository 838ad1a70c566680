package io.zol0.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the coarser rows of a kind of history, each anew from all that it is made of, in one transaction with taking away
 * its marks: whenever it is broken off, it is made whole the next time. Of what was dropped of all finer rows what came later
 * is added instead, and taken away with it.
 */
final class Rollup {
    /** How long after its end one is made at the earliest: its last minute is on its way. */
    static final Duration GRACE = Duration.ofMinutes(2);

    private static final int TIMEOUT_SECONDS = 300;
    private static final int ROWS_AT_A_TIME = 500;

    private final Chain chain;
    private final Making making;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Map<Grain, DayPartitions> partitions = new EnumMap<>(Grain.class);
    private final Due due;
    private final Clock clock;

    /** How rows are put together. */
    interface Making {
        /** Writes the rows of a time anew, of finer ones; together with those that are there of it where {@code adding}. */
        void make(JdbcTemplate jdbc, Grain grain, Grain finer, Instant at, boolean adding);
    }

    Rollup(Chain chain, DataSource database, Making making, Clock clock) {
        this.chain = chain;
        this.making = making;
        this.clock = clock;
        jdbc = new BinaryTemplate(database);
        jdbc.setQueryTimeout(TIMEOUT_SECONDS);
        jdbc.setFetchSize(ROWS_AT_A_TIME);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        for (Grain grain : chain.made()) {
            if (grain != Grain.DAY) {
                partitions.put(grain, new DayPartitions(jdbc, chain.table(grain)));
            }
        }
        due = new Due(jdbc, chain);
    }

    /** Keeps others from making or deleting what is made of a kind, up to the end of the caller's transaction. */
    static void hold(JdbcTemplate jdbc, Chain chain) {
        jdbc.queryForList("select pg_advisory_xact_lock(hashtext(?))", "zol0 rollup " + chain.kind());
    }

    /** Makes all that is due, and tells how much that was; nothing more where another node is at it. */
    int roll() {
        int made = 0;
        for (Grain grain : chain.made()) {
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
        partitions.values().forEach(DayPartitions::doubt);
    }

    private Optional<Instant> next(Grain grain) {
        return due.oldest(grain, clock.instant().minus(GRACE).minus(grain.length()));
    }

    private boolean roll(Grain grain, Instant at) {
        DayPartitions days = partitions.get(grain);
        if (days != null) {
            days.make(DayPartitions.dayOf(at.getEpochSecond() / 60));
        }
        return Boolean.TRUE.equals(transaction.execute(status -> {
            if (!isOurs()) {
                return false;
            }
            List<Long> marks = due.marks(grain, at);
            Grain finer = chain.finer(grain).getFirst();
            Optional<Grain> whole = due.whole(grain, at);
            making.make(jdbc, grain, whole.orElse(finer), at, whole.isEmpty());
            if (due.isDropped(finer, at)) {
                jdbc.update(
                        "delete from %2$s where %1$s >= ? and %1$s < ?".formatted(finer.column(), chain.table(finer)),
                        CallRows.at(at),
                        CallRows.at(at.plus(grain.length())));
            }
            due.remove(marks);
            chain.coarser(grain).ifPresent(coarser -> due.mark(coarser, at));
            return true;
        }));
    }

    private boolean isOurs() {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select pg_try_advisory_xact_lock(hashtext(?))", Boolean.class, "zol0 rollup " + chain.kind()));
    }
}
