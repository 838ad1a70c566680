package io.zol0.metrics;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** The hours and days of a kind of history that are to be made, or made anew; each call is within the caller's transaction. */
final class Due {
    private final JdbcTemplate jdbc;
    private final String kind;

    /** What is due of {@code call} or {@code series}. */
    Due(JdbcTemplate jdbc, String kind) {
        this.jdbc = jdbc;
        this.kind = kind;
    }

    /** Marks the one in which a time is. */
    void mark(Grain grain, Instant time) {
        jdbc.update(
                "insert into rollup_due (kind, step, at) values (?, ?, ?)",
                kind,
                grain.name(),
                CallRows.at(grain.floor(time)));
    }

    /** The oldest that is due and began at a time or before. */
    Optional<Instant> oldest(Grain grain, Instant latest) {
        return Optional.ofNullable(jdbc.queryForObject(
                        "select min(at) from rollup_due where kind = ? and step = ? and at <= ?",
                        OffsetDateTime.class,
                        kind,
                        grain.name(),
                        CallRows.at(latest)))
                .map(OffsetDateTime::toInstant);
    }

    /** The marks that one has now. */
    List<Long> marks(Grain grain, Instant at) {
        return jdbc.queryForList(
                "select id from rollup_due where kind = ? and step = ? and at = ?",
                Long.class,
                kind,
                grain.name(),
                CallRows.at(at));
    }

    void remove(List<Long> marks) {
        jdbc.update("delete from rollup_due where id = any (?)", (Object) marks.toArray(Long[]::new));
    }

    /** How a span is read with as few rows as can be; of five minutes where there are such. */
    List<Piece> pieces(Instant from, Instant to, Grain coarsest, boolean fives) {
        return Piece.of(from, to, coarsest, fives, within(Grain.HOUR, from, to), within(Grain.DAY, from, to));
    }

    /** Whether nothing is left in a table of what it had in a day, since that was dropped. */
    boolean isDropped(Grain grain, Instant time) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select from rollup_horizon where name = ? and before > ?)",
                Boolean.class,
                kind + "_" + grain.column(),
                DayPartitions.dayOf(time.getEpochSecond() / 60)));
    }

    private Set<Instant> within(Grain grain, Instant from, Instant to) {
        return new HashSet<>(jdbc.query(
                "select distinct at from rollup_due where kind = ? and step = ? and at >= ? and at < ?",
                (row, number) -> row.getObject("at", OffsetDateTime.class).toInstant(),
                kind,
                grain.name(),
                CallRows.at(grain.floor(from)),
                CallRows.at(to)));
    }
}
