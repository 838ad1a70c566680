package io.zol0.gateway;

import io.zol0.cache.AnswerCache;
import io.zol0.cache.ChangeRecord;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.users.Itself;
import jakarta.annotation.PreDestroy;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Keeps in the database what the cache learns of how answers change, so that the effect of a TTL is known after a restart too: written
 * once a minute, which is what a crash loses at most, and at a clean stop. While the database is away it is kept in memory.
 */
@Component
class ChangeTable {
    private static final Logger log = LoggerFactory.getLogger(ChangeTable.class);

    /** Endpoints kept, half of what the cache counts by themselves; beyond it those go whose answers were not seen for longest. */
    static final int MOST = 2_500;

    private static final int AT_ONCE = 200;

    private final AnswerCache cache;
    private final Endpoints endpoints;
    private final JdbcTemplate database;
    private Map<Long, ChangeRecord> written = new HashMap<>();
    private boolean failing;

    /** What is known of an endpoint. */
    private record Row(Endpoint endpoint, ChangeRecord record) {}

    ChangeTable(AnswerCache cache, Endpoints endpoints, JdbcTemplate database) {
        this.cache = cache;
        this.endpoints = endpoints;
        this.database = database;
        restore();
    }

    private void restore() {
        try {
            database.query(
                    "select * from answer_change order by noted_at desc, endpoint_id limit " + MOST,
                    (RowCallbackHandler) this::restore);
            written = cache.changes();
        } catch (DataAccessException away) {
            log.warn("What was known of how answers change could not be read; the cache learns it anew.", away);
        }
    }

    private void restore(ResultSet row) throws SQLException {
        try {
            cache.restore(
                    row.getLong("endpoint_id"),
                    new ChangeRecord(
                            counts(row, "changed"),
                            counts(row, "unchanged"),
                            counts(row, "asked"),
                            row.getLong("first"),
                            row.getLong("after_change"),
                            row.getLong("again")));
        } catch (IllegalArgumentException ofAnotherForm) {
            log.warn(
                    "What was known of endpoint {} is dropped: {}",
                    row.getLong("endpoint_id"),
                    ofAnotherForm.getMessage());
        }
    }

    /** Writes what was learned since the last time. */
    @Scheduled(initialDelay = 60_000, fixedDelay = 60_000)
    @PreDestroy
    synchronized void write() {
        Map<Long, ChangeRecord> now = cache.changes();
        List<Row> fresh = new ArrayList<>();
        Itself.run(() -> now.forEach((id, record) -> {
            if (!record.equals(written.get(id))) {
                endpoints.byId(id).ifPresent(endpoint -> fresh.add(new Row(endpoint, record)));
            }
        }));
        if (fresh.isEmpty()) {
            return;
        }
        try {
            write(fresh);
            written = now;
            failing = false;
        } catch (DataAccessException | TransactionException away) {
            if (!failing) {
                log.warn("How answers change is kept in memory only until the database is back.", away);
            }
            failing = true;
        }
    }

    private void write(List<Row> rows) {
        database.batchUpdate("""
            insert into answer_change (endpoint_id, upstream_id, changed, unchanged, asked, first, after_change, again, noted_at)
            select ?, ?, ?, ?, ?, ?, ?, ?, now() where exists (select from upstream where id = ?)
            on conflict (endpoint_id) do update set changed = excluded.changed, unchanged = excluded.unchanged,
            asked = excluded.asked, first = excluded.first, after_change = excluded.after_change, again = excluded.again,
            noted_at = excluded.noted_at\
            """, rows, AT_ONCE, ChangeTable::fill);
        database.update("""
            delete from answer_change where endpoint_id in
            (select endpoint_id from answer_change order by noted_at desc, endpoint_id offset ?)\
            """, MOST);
    }

    private static void fill(PreparedStatement statement, Row row) throws SQLException {
        ChangeRecord record = row.record();
        statement.setLong(1, row.endpoint().id());
        statement.setLong(2, row.endpoint().upstreamId());
        statement.setArray(3, array(statement, record.changed()));
        statement.setArray(4, array(statement, record.unchanged()));
        statement.setArray(5, array(statement, record.asked()));
        statement.setLong(6, record.first());
        statement.setLong(7, record.afterChange());
        statement.setLong(8, record.again());
        statement.setLong(9, row.endpoint().upstreamId());
    }

    private static Array array(PreparedStatement statement, List<Long> counts) throws SQLException {
        return statement.getConnection().createArrayOf("bigint", counts.toArray());
    }

    private static List<Long> counts(ResultSet row, String column) throws SQLException {
        return List.of((Long[]) row.getArray(column).getArray());
    }
}
