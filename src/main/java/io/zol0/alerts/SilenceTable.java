package io.zol0.alerts;

import static io.zol0.alerts.AlertTable.at;
import static io.zol0.alerts.AlertTable.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Silences in the database. */
@Component
class SilenceTable {
    private final JdbcClient database;

    SilenceTable(JdbcClient database) {
        this.database = database;
    }

    List<Silence> inForce(Instant now) {
        return database.sql("select * from silence where begins_at <= :now and ends_at > :now order by id")
                .param("now", at(now))
                .query((row, number) -> silence(row))
                .list();
    }

    /** Those that are not over, and of the last week. */
    List<Silence> since(Instant from) {
        return database.sql("select * from silence where ends_at > :from order by ends_at desc, id desc limit 1000")
                .param("from", at(from))
                .query((row, number) -> silence(row))
                .list();
    }

    Optional<Silence> byId(long id) {
        return database.sql("select * from silence where id = :id")
                .param("id", id)
                .query((row, number) -> silence(row))
                .optional();
    }

    long add(Silence silence) {
        return database.sql("""
                insert into silence (maintenance, rule_id, environment, upstream_id, endpoints, most_severe, begins_at,
                    ends_at, reason, who)
                values (:maintenance, nullif(:rule, 0), :environment, nullif(:upstream, 0), :endpoints, :mostSevere, :begins,
                    :ends, :reason, :who)
                returning id\
                """)
                .param("maintenance", silence.maintenance())
                .param("rule", silence.ruleId())
                .param("environment", silence.environment())
                .param("upstream", silence.upstreamId())
                .param("endpoints", silence.endpoints())
                .param("mostSevere", silence.mostSevere().name())
                .param("begins", at(silence.beginsAt()))
                .param("ends", at(silence.endsAt()))
                .param("reason", silence.reason())
                .param("who", silence.who())
                .query(Long.class)
                .single();
    }

    void end(long id, Instant now) {
        database.sql(
                        "update silence set ends_at = greatest(:now, begins_at + interval '1 second') where id = :id and ends_at > :now")
                .param("now", at(now))
                .param("id", id)
                .update();
    }

    private static Silence silence(ResultSet row) throws SQLException {
        return new Silence(
                row.getLong("id"),
                row.getBoolean("maintenance"),
                row.getLong("rule_id"),
                row.getString("environment"),
                row.getLong("upstream_id"),
                row.getString("endpoints"),
                Severity.valueOf(row.getString("most_severe")),
                instant(row, "begins_at"),
                instant(row, "ends_at"),
                row.getString("reason"),
                row.getString("who"));
    }
}
