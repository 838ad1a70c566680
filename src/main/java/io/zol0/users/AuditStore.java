package io.zol0.users;

import io.zol0.home.Secret;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The audit's tables, as far as the application's role gets: it reads them, and the owner's functions do the rest. */
@Component
class AuditStore {
    private static final int ROWS_AT_A_TIME = 500;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate moment;
    private final Secret secret;

    AuditStore(DataSource database, PlatformTransactionManager transactions, Secret secret) {
        this.secret = secret;
        jdbc = new JdbcTemplate(database);
        jdbc.setFetchSize(ROWS_AT_A_TIME);
        moment = new TransactionTemplate(transactions);
        moment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        moment.setReadOnly(true);
    }

    private record Head(long number, byte[] hash) {}

    /** Newest first. */
    List<AuditEntry> page(AuditFilter filter, int offset, int limit) {
        Map<String, Object> conditions = filter.conditions();
        List<Object> parameters = new ArrayList<>(conditions.values());
        parameters.add(limit);
        parameters.add(offset);
        return jdbc.query(
                select(conditions) + " order by number desc limit ? offset ?",
                (row, index) -> AuditRow.read(row).toEntry(),
                parameters.toArray());
    }

    long count(AuditFilter filter) {
        Map<String, Object> conditions = filter.conditions();
        Long count = jdbc.queryForObject(
                "select count(*) from audit_entry" + where(conditions),
                Long.class,
                conditions.values().toArray());
        return count == null ? 0 : count;
    }

    /** Every entry of one moment, newest first, without holding them all. */
    void each(AuditFilter filter, Consumer<AuditEntry> taker) {
        Map<String, Object> conditions = filter.conditions();
        moment.executeWithoutResult(status -> jdbc.query(
                select(conditions) + " order by number desc",
                row -> {
                    taker.accept(AuditRow.read(row).toEntry());
                },
                conditions.values().toArray()));
    }

    AuditVerdict verify() {
        AuditVerdict verdict = moment.execute(status -> {
            AuditChain chain = new AuditChain(
                    jdbc.query(
                            "select number, hash, removed, at, signature from audit_anchor order by id",
                            (row, index) -> AuditAnchor.read(row)),
                    secret);
            jdbc.query("select " + AuditRow.COLUMNS + " from audit_entry order by number", row -> {
                chain.add(AuditRow.read(row));
            });
            Head head = head();
            return chain.end(head.number(), head.hash());
        });
        if (verdict == null) {
            throw new IllegalStateException("a verification came to no end");
        }
        return verdict;
    }

    /** Signs the newest entry, unless that was done. In the caller's transaction. */
    void vouch(Instant now) {
        Head head = head();
        Long last = jdbc.queryForObject("select coalesce(max(number), 0) from audit_anchor", Long.class);
        if (last != null && head.number() > last) {
            Instant at = now.truncatedTo(ChronoUnit.MICROS);
            call(
                    "select audit_vouch(?, ?, ?)",
                    head.number(),
                    AuditRow.at(at),
                    AuditAnchor.sign(secret, head.number(), head.hash(), 0, at));
        }
    }

    /**
     * Removes the entries before a time where there is one older than a day more, and leaves what was removed signed. In the
     * caller's transaction.
     *
     * @return how many were removed
     */
    long cut(Instant before, Instant now) {
        jdbc.queryForList("select pg_advisory_xact_lock(hashtext('zol0 audit cut'))");
        Optional<Head> last = first(
                "select number, hash from audit_entry where number < coalesce("
                        + "(select min(number) from audit_entry where at >= ?), (select max(number) + 1 from audit_entry))"
                        + " and exists (select from audit_entry where at < ?) order by number desc limit 1",
                AuditRow.at(before),
                AuditRow.at(before.minus(1, ChronoUnit.DAYS)));
        if (last.isEmpty()) {
            return 0;
        }
        long upto = last.get().number();
        Long count = jdbc.queryForObject("select count(*) from audit_entry where number <= ?", Long.class, upto);
        long removed = count == null ? 0 : count;
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        call(
                "select audit_cut(?, ?, ?, ?)",
                upto,
                removed,
                AuditRow.at(at),
                AuditAnchor.sign(secret, upto, last.get().hash(), removed, at));
        return removed;
    }

    /** Whether the rights of the database keep this process from changing what is in the audit. */
    boolean isEnforced() {
        return Boolean.TRUE.equals(jdbc.queryForObject("""
                select bool_and(not has_table_privilege(oid, 'insert, update, delete, truncate')
                    and not pg_has_role(relowner, 'member') and not has_schema_privilege(relnamespace, 'create'))
                from pg_class where oid in
                    ('audit_entry'::regclass, 'audit_head'::regclass, 'audit_anchor'::regclass)""", Boolean.class));
    }

    private Head head() {
        return first("select number, hash from audit_head").orElseThrow();
    }

    private Optional<Head> first(String query, Object... parameters) {
        return jdbc
                .query(query, (row, index) -> new Head(row.getLong("number"), row.getBytes("hash")), parameters)
                .stream()
                .findFirst();
    }

    private void call(String function, Object... parameters) {
        jdbc.queryForList(function, parameters);
    }

    private static String select(Map<String, Object> conditions) {
        return "select " + AuditRow.COLUMNS + " from audit_entry" + where(conditions);
    }

    private static String where(Map<String, Object> conditions) {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions.keySet());
    }
}
