package io.zol0.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What takes room in the database, and how it is given back. */
final class RetentionTable {
    private final JdbcTemplate jdbc;

    RetentionTable(DataSource database) {
        jdbc = new JdbcTemplate(database);
    }

    /** The days of a table, oldest first. */
    List<Partition> partitions(String table) {
        return jdbc.query(
                """
                select to_date(right(relname, 8), 'YYYYMMDD') as day, pg_total_relation_size(pg_class.oid) as bytes
                from pg_inherits join pg_class on pg_class.oid = inhrelid
                where inhparent = to_regclass(?) and relname ~ '_[0-9]{8}$' order by day""",
                (row, number) -> new Partition(row.getObject("day", LocalDate.class), row.getLong("bytes")), table);
    }

    /** Drops the days of a table before one, and tells how many. */
    int drop(String table, LocalDate before) {
        return Optional.ofNullable(
                        jdbc.queryForObject("select drop_day_partitions(?, ?)", Integer.class, table, before))
                .orElse(0);
    }

    /** The first day of which rows of a grain are not made yet. */
    Optional<LocalDate> firstDue(Chain chain, Grain grain) {
        return Optional.ofNullable(jdbc.queryForObject(
                "select (min(at) at time zone 'UTC')::date from rollup_due where kind = ? and step = ?",
                LocalDate.class,
                chain.kind(),
                grain.name()));
    }

    /** Deletes the days of a kind before one. */
    int deleteDays(String kind, Instant before) {
        return jdbc.update("delete from %s_day where day < ?".formatted(kind), at(before));
    }

    Optional<Instant> oldestDay(String kind) {
        return Optional.ofNullable(
                        jdbc.queryForObject("select min(day) from %s_day".formatted(kind), OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    /** Deletes what was said before a time, and what is known of series of which there is nothing more. */
    int deleteNotes(Instant before) {
        return jdbc.update("delete from series_note where at < ?", at(before));
    }

    /** Deletes the names of series and subjects of before a time of which nothing is left. */
    void deleteNames(Instant before) {
        jdbc.update("""
                delete from series where first_seen < ?
                and not exists (select from series_minute where series_id = id)
                and not exists (select from series_hour where series_id = id)
                and not exists (select from series_day where series_id = id)
                and not exists (select from series_note where series_note.series_id = series.id)""", at(before));
        jdbc.update("""
                delete from series_subject where first_seen < ? and not exists (
                    select from series where subject_kind = series_subject.kind and subject_id = series_subject.id)
                and not exists (select from page_vital where kind = 'PAGE' and page_id = series_subject.id)""", at(before));
    }

    long bytesOf(String table) {
        return number("select pg_total_relation_size(to_regclass(?))", table);
    }

    long bytesOfDatabase() {
        return number("select pg_database_size(current_database())");
    }

    Optional<Instant> oldestPage() {
        return Optional.ofNullable(jdbc.queryForObject("select min(hour) from page_vital", OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    Optional<Instant> oldestNote() {
        return Optional.ofNullable(jdbc.queryForObject("select min(at) from series_note", OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    private long number(String query, Object... parameters) {
        return Optional.ofNullable(jdbc.queryForObject(query, Long.class, parameters))
                .orElse(0L);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
