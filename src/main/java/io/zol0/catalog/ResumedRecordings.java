package io.zol0.catalog;

import io.zol0.metrics.LiveMetrics;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Has the recordings that had not ended go on after a start. */
@Component
record ResumedRecordings(JdbcClient jdbc, LiveMetrics metrics, Clock clock) {
    @EventListener
    void on(ApplicationReadyEvent event) {
        resume();
    }

    /** How many go on. */
    long resume() {
        return jdbc
                .sql("select endpoint_id, until from full_recording where until > :now")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, n) -> metrics.keepEvery(
                        row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .filter(taken -> taken)
                .count();
    }
}
