package io.zol0.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What is to be made of a kind of history, or made anew, and of which days rows were dropped; each call is within the caller's
 * transaction.
 */
final class Due {
    private final JdbcTemplate jdbc;
    private final Chain chain;

    Due(JdbcTemplate jdbc, Chain chain) {
        this.jdbc = jdbc;
        this.chain = chain;
    }

    /** Marks what is made of a minute. */
    void markMinute(Instant minute) {
        mark(chain.made().getFirst(), minute);
    }

    /** Marks the one in which a time is. */
    void mark(Grain grain, Instant time) {
        jdbc.update(
                "insert into rollup_due (kind, step, at) values (?, ?, ?)",
                chain.kind(),
                grain.name(),
                CallRows.at(grain.floor(time)));
    }

    /** The oldest that is due and began at a time or before. */
    Optional<Instant> oldest(Grain grain, Instant latest) {
        return Optional.ofNullable(jdbc.queryForObject(
                        "select min(at) from rollup_due where kind = ? and step = ? and at <= ?",
                        OffsetDateTime.class,
                        chain.kind(),
                        grain.name(),
                        CallRows.at(latest)))
                .map(OffsetDateTime::toInstant);
    }

    /** The marks that one has now. */
    List<Long> marks(Grain grain, Instant at) {
        return jdbc.queryForList(
                "select id from rollup_due where kind = ? and step = ? and at = ?",
                Long.class,
                chain.kind(),
                grain.name(),
                CallRows.at(at));
    }

    void remove(List<Long> marks) {
        jdbc.update("delete from rollup_due where id = any (?)", (Object) marks.toArray(Long[]::new));
    }

    /**
     * How a span is read with as few rows as can be. What is due is read from finer rows, and so is what was dropped, as long as
     * there are such.
     *
     * @param exists which grains have rows of what is asked for
     */
    List<Piece> pieces(Instant from, Instant to, Grain coarsest, Predicate<Grain> exists) {
        if (coarsest == Grain.MINUTE) {
            return Piece.of(chain, from, to, coarsest, (grain, at) -> false);
        }
        Map<Grain, Set<Instant>> due = due(from, to);
        Map<Grain, Instant> dropped = dropped();
        return Piece.of(
                chain,
                from,
                to,
                coarsest,
                (grain, at) -> exists.test(grain)
                        && (chain.finer(grain).stream().filter(exists).noneMatch(finer -> isThere(dropped, finer, at))
                                || isThere(dropped, grain, at)
                                        && !due.getOrDefault(grain, Set.of()).contains(at)));
    }

    /** The coarsest finer rows that are all there of a time, of which one is made; empty where they were dropped, all of them. */
    Optional<Grain> whole(Grain grain, Instant at) {
        Map<Grain, Instant> dropped = dropped();
        return chain.finer(grain).stream()
                .filter(finer -> isThere(dropped, finer, at))
                .findFirst();
    }

    /** Whether the rows of a day were dropped, so that nothing is left but what came later. */
    boolean isDropped(Grain grain, Instant time) {
        return !isThere(dropped(), grain, time);
    }

    /** What is due, by grain: where a finer one is due so is the one in which it is. */
    private Map<Grain, Set<Instant>> due(Instant from, Instant to) {
        Map<Grain, Set<Instant>> due = new EnumMap<>(Grain.class);
        jdbc.query(
                "select distinct step, at from rollup_due where kind = ? and at >= ? and at < ?",
                row -> {
                    Grain marked = Grain.valueOf(row.getString("step"));
                    Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
                    chain.made().stream()
                            .filter(grain -> grain.compareTo(marked) >= 0)
                            .forEach(grain -> due.computeIfAbsent(grain, any -> new HashSet<>())
                                    .add(grain.floor(at)));
                },
                chain.kind(),
                CallRows.at(Grain.DAY.floor(from)),
                CallRows.at(to));
        return due;
    }

    /** Before which time the rows of a grain were dropped. */
    private Map<Grain, Instant> dropped() {
        Map<Grain, Instant> dropped = new EnumMap<>(Grain.class);
        jdbc.query("select name, before from rollup_horizon", row -> {
            String name = row.getString("name");
            Instant before = DayPartitions.beginning(row.getObject("before", LocalDate.class));
            chain.grains().stream()
                    .filter(grain -> chain.table(grain).equals(name))
                    .forEach(grain -> dropped.put(grain, before));
        });
        return dropped;
    }

    private static boolean isThere(Map<Grain, Instant> dropped, Grain grain, Instant at) {
        Instant before = dropped.get(grain);
        return before == null || !at.isBefore(before);
    }
}
