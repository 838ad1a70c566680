package io.zol0.demo;

import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Remembers across restarts whether the demo is wanted. */
@Component
class DemoMemory {
    private final JdbcClient database;
    private final Clock clock;
    private final Audit audit;

    DemoMemory(JdbcClient database, Clock clock, Audit audit) {
        this.database = database;
        this.clock = clock;
        this.audit = audit;
    }

    enum Wanted {
        /** It runs, and runs again after a restart. */
        ON,
        /** A setting keeps it from running; its data stay. */
        OFF,
        /** An admin removed it; only an admin brings it back. */
        REMOVED
    }

    record Remembered(Wanted wanted, Instant since) {}

    Optional<Remembered> read() {
        return database.sql("select state, since from demo")
                .query((row, number) -> new Remembered(
                        Wanted.valueOf(row.getString("state")),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** Keeps the time of the first where the same is written twice. */
    @Transactional
    void write(Wanted wanted) {
        Map<String, Wanted> before =
                read().map(state -> Map.of("state", state.wanted())).orElse(Map.of());
        database.sql("""
                insert into demo (state, since) values (:state, :since)
                on conflict (only_row) do update set state = excluded.state, since = excluded.since
                where demo.state <> excluded.state""")
                .param("state", wanted.name())
                .param("since", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
        audit.record(AuditAction.DEMO_CHANGED, "demo", before, Map.of("state", wanted));
    }
}
