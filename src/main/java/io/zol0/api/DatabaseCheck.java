package io.zol0.api;

import java.time.Duration;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether the database answers; while it does not, calls go on and measurements wait in memory. */
@Component
@Order(1)
class DatabaseCheck implements HealthCheck {
    private final JdbcClient jdbc;

    DatabaseCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public CheckResult result() {
        long start = System.nanoTime();
        try {
            jdbc.sql("select 1").query(Integer.class).single();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return CheckResult.up("database", "answered in %.1f ms".formatted(took.toNanos() / 1e6));
        } catch (DataAccessException e) {
            return CheckResult.degraded(
                    "database",
                    "does not answer; calls go on and measurements wait in memory. "
                            + e.getMostSpecificCause().getMessage());
        }
    }
}
