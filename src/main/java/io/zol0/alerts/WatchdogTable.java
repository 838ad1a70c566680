package io.zol0.alerts;

import static io.zol0.alerts.AlertTable.at;
import static io.zol0.alerts.AlertTable.instant;

import io.zol0.metrics.Subject;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What detectors have learnt, in the database. */
@Component
class WatchdogTable {
    private static final Logger log = LoggerFactory.getLogger(WatchdogTable.class);

    private final JdbcClient database;

    WatchdogTable(JdbcClient database) {
        this.database = database;
    }

    /** Those that were fed last, as many as there may be; one that cannot be read learns again. */
    Map<Watchdogs.Watched, Watchdog> all() {
        Map<Watchdogs.Watched, Watchdog> all = new HashMap<>();
        database.sql("select * from anomaly_state order by fed_at desc limit :most")
                .param("most", Watchdogs.MOST)
                .query(row -> {
                    Watchdogs.Watched watched = new Watchdogs.Watched(
                            row.getString("measure"),
                            Target.of(new Subject(
                                    Subject.Kind.valueOf(row.getString("subject_kind")),
                                    row.getLong("subject_id"),
                                    row.getLong("upstream_id"))));
                    try {
                        all.put(watched, new Watchdog(Detector.of(row.getBytes("state")), instant(row, "fed_at")));
                    } catch (IllegalArgumentException unreadable) {
                        log.info("The detector of {} learns again: {}", watched, unreadable.getMessage());
                    }
                });
        return all;
    }

    void keep(Watchdogs.Watched watched, Watchdog dog) {
        Subject subject = watched.target().subject();
        database.sql("""
                insert into anomaly_state as known (measure, subject_kind, subject_id, upstream_id, state, fed_at)
                select :measure, :kind, :id, nullif(:upstream, 0), :state, :fedAt
                where :upstream = 0 or exists (select from upstream where id = :upstream)
                on conflict (measure, subject_kind, subject_id) do update
                    set upstream_id = excluded.upstream_id, state = excluded.state, fed_at = excluded.fed_at\
                """)
                .param("measure", watched.measure())
                .param("kind", subject.kind().name())
                .param("id", subject.id())
                .param("upstream", subject.upstreamId())
                .param("state", dog.state())
                .param("fedAt", at(dog.fedAt()))
                .update();
    }
}
