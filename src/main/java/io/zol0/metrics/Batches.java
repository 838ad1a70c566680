package io.zol0.metrics;

import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** How far each process has come with its batches, written together with them: one that is sent again is known. */
final class Batches {
    private static final int KEPT_DAYS = 90;

    private final JdbcTemplate jdbc;
    private final String table;

    Batches(JdbcTemplate jdbc, String table) {
        this.jdbc = jdbc;
        this.table = table;
    }

    /** Notes that the batch of that number of a run is written, within the caller's transaction; no where it has been. */
    boolean isNew(short node, UUID run, long batch) {
        return jdbc.update("""
                insert into %1$s (node, run, batch, written_at) values (?, ?, ?, now())
                on conflict (node, run) do update set batch = excluded.batch, written_at = excluded.written_at
                where %1$s.batch < excluded.batch""".formatted(table), node, run, batch) == 1;
    }

    void deleteOld() {
        jdbc.update("delete from " + table + " where written_at < now() - make_interval(days => ?)", KEPT_DAYS);
    }
}
