package io.zol0.gateway;

import io.zol0.limits.Ban;
import io.zol0.limits.BanGuard;
import io.zol0.limits.BanStore;
import io.zol0.limits.BudgetKey;
import io.zol0.limits.Freeze.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps bans in the database, on a thread of its own, so that no event loop waits for it, and tells the other rooms of them.
 * While the database is away they hold in memory alone, which the log says.
 */
@Component
class BanTable implements BanStore, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BanTable.class);

    /** How long bans that are over are kept. */
    private static final Duration KEPT = Duration.ofDays(90);

    /** Most bans that wait to be written; what comes beyond is not kept. */
    private static final int MOST_WAITING = 1_000;

    private static final String SCOPE = """
        upstream_id = :upstream and quota_id = :quota and budget = :budget and key_hash = :key and caller = :caller
        and endpoint = :endpoint\
        """;

    private final JdbcClient database;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("bans").daemon().factory(),
            (task, full) -> log.error("A ban is not kept, for {} wait to be written already.", MOST_WAITING));

    BanTable(JdbcClient database, ApplicationEventPublisher events, Clock clock) {
        this.database = database;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<Ban> open() {
        return database.sql(
                        "select * from ban where until > :now and lifted_at is null order by until desc limit :most")
                .param("now", at(clock.instant()))
                .param("most", BanGuard.MOST_BANS)
                .query((row, number) -> ban(row))
                .list();
    }

    /** Those that began last, whether they are over or not. */
    List<PastBan> newest(int most) {
        return database.sql("select * from ban order by since desc limit :most")
                .param("most", most)
                .query((row, number) -> new PastBan(ban(row), instant(row, "lifted_at"), row.getString("lifted_why")))
                .list();
    }

    @Override
    public void began(Ban ban) {
        later(ban, () -> {
            database.sql("delete from ban where until < :before")
                    .param("before", at(clock.instant().minus(KEPT)))
                    .update();
            scoped("""
                insert into ban (upstream_id, quota_id, budget, key_hash, caller, endpoint, kind, since, until, reason)
                select :upstream, :quota, :budget, :key, :caller, :endpoint, :kind, :since, :until, :reason
                where exists (select from upstream where id = :upstream)
                on conflict (upstream_id, quota_id, budget, key_hash, caller, endpoint, since)
                do update set kind = excluded.kind, until = excluded.until, reason = excluded.reason\
                """, ban)
                    .param("kind", ban.kind().name())
                    .param("since", at(ban.since()))
                    .param("until", at(ban.until()))
                    .param("reason", ban.reason())
                    .update();
            events.publishEvent(new BanBegan(ban));
        });
    }

    @Override
    public void lifted(Ban ban, String reason) {
        later(ban, () -> {
            scoped("update ban set lifted_at = :now, lifted_why = :why where lifted_at is null and " + SCOPE, ban)
                    .param("now", at(clock.instant()))
                    .param("why", reason)
                    .update();
            events.publishEvent(new BanLifted(ban, reason));
        });
    }

    private void later(Ban ban, Runnable write) {
        writer.execute(() -> {
            try {
                write.run();
            } catch (DataAccessException e) {
                log.error(
                        "That {} until {} cannot be kept, so it is forgotten at the next start.",
                        ban.reason(),
                        ban.until(),
                        e);
            }
        });
    }

    private JdbcClient.StatementSpec scoped(String sql, Ban ban) {
        long quota = 0;
        BudgetKey budget = null;
        switch (ban.scope()) {
            case Scope.OfUpstream whole -> {}
            case Scope.OfQuota(long id) -> quota = id;
            case Scope.OfBudget(long id, BudgetKey key) -> {
                quota = id;
                budget = key;
            }
        }
        return database.sql(sql)
                .param("upstream", ban.upstreamId())
                .param("quota", quota)
                .param("budget", budget != null)
                .param("key", budget == null ? 0 : budget.keyHash())
                .param("caller", text(budget == null ? null : budget.caller()))
                .param("endpoint", text(budget == null ? null : budget.endpoint()));
    }

    private static Ban ban(ResultSet row) throws SQLException {
        long upstream = row.getLong("upstream_id");
        long quota = row.getLong("quota_id");
        Scope scope = quota == 0
                ? new Scope.OfUpstream(upstream)
                : !row.getBoolean("budget")
                        ? new Scope.OfQuota(quota)
                        : new Scope.OfBudget(
                                quota,
                                new BudgetKey(
                                        row.getLong("key_hash"),
                                        unlessEmpty(row.getString("caller")),
                                        unlessEmpty(row.getString("endpoint"))));
        return new Ban(
                scope,
                upstream,
                Ban.Kind.valueOf(row.getString("kind")),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getObject("until", OffsetDateTime.class).toInstant(),
                row.getString("reason"));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String unlessEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /** Writes what waits, for a while. */
    @Override
    public void close() throws InterruptedException {
        writer.shutdown();
        if (!writer.awaitTermination(5, TimeUnit.SECONDS)) {
            log.warn(
                    "{} bans were not written before the end.",
                    writer.getQueue().size());
        }
    }
}
