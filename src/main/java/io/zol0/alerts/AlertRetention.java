package io.zol0.alerts;

import static io.zol0.alerts.AlertTable.at;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Removes what has been over for long: alerts with their steps, incidents without any, silences. A few thousand at a time. */
@Component
class AlertRetention {
    private static final Logger log = LoggerFactory.getLogger(AlertRetention.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final int AT_ONCE = 2_000;
    private static final int MOST_ROUNDS = 10;

    private final JdbcClient database;
    private final AlertSettings settings;
    private final Clock clock;
    private Instant next = Instant.MIN;

    AlertRetention(JdbcClient database, AlertSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /** Removes what is due, once an hour. */
    void cutWhenDue() {
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            next = now.plus(EVERY);
            cut();
        }
    }

    /** How many alerts were removed. */
    int cut() {
        Instant before = clock.instant().minus(settings.retention());
        int removed = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int some = database.sql("""
                    delete from alert where id in (
                        select id from alert where state = 'RESOLVED' and resolved_at < :before limit :some)\
                    """)
                    .param("before", at(before))
                    .param("some", AT_ONCE)
                    .update();
            removed += some;
            if (some < AT_ONCE) {
                break;
            }
        }
        database.sql("""
                delete from incident where ended_at < :before
                    and not exists (select from alert where incident_id = incident.id)\
                """).param("before", at(before)).update();
        database.sql("""
                delete from silence where case when weekly then until < :before else ends_at < :before end\
                """).param("before", at(before)).update();
        if (removed > 0) {
            log.info("{} alerts that were over before {} were removed.", removed, before);
        }
        return removed;
    }
}
