package io.zol0.alerts;

import io.zol0.insight.Happening;
import io.zol0.insight.HappeningSource;
import io.zol0.users.Sight;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The alerts among what happened, each at the time at which it began. */
@Component
class AlertHappenings implements HappeningSource {
    private final JdbcClient database;

    AlertHappenings(JdbcClient database) {
        this.database = database;
    }

    @Override
    public List<Happening> between(Instant from, Instant to, int most) {
        Sight sight = Sight.current();
        return database.sql(
                        "select began_at, environment, coalesce(upstream_id, 0) as upstream_id, severity, sentence from alert"
                                + " where began_at >= :from and began_at < :to"
                                + " and (:everywhere or environment = '' or environment = any(:environments))"
                                + " order by began_at desc, id desc limit :most")
                .param("from", AlertTable.at(from))
                .param("to", AlertTable.at(to))
                .param("everywhere", sight.everywhere())
                .param("environments", sight.environments().toArray(String[]::new))
                .param("most", most)
                .query((row, number) -> {
                    String environment = row.getString("environment");
                    return new Happening(
                            AlertTable.instant(row, "began_at"),
                            Happening.Kind.ALERT,
                            environment.equals(Places.EVERYWHERE) ? "" : environment,
                            row.getLong("upstream_id"),
                            "%s: %s"
                                    .formatted(
                                            Severity.valueOf(row.getString("severity"))
                                                    .words(),
                                            row.getString("sentence")),
                            "alerts");
                })
                .list();
    }
}
