package io.zol0.alerts;

import static io.zol0.alerts.AlertTable.at;
import static io.zol0.alerts.AlertTable.atOrNull;
import static io.zol0.alerts.AlertTable.instant;
import static io.zol0.alerts.AlertTable.optionalInstant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
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

    /** Those that mute at a time. */
    List<Silence> inForce(Instant now) {
        return database.sql("""
                select * from silence where begins_at <= :now
                    and (case when weekly then until is null or until > :now else ends_at > :now end) order by id\
                """).param("now", at(now)).query((row, number) -> silence(row)).list().stream()
                .filter(silence -> silence.spanAt(now).isPresent())
                .toList();
    }

    /** Those that were not over at a time, at most 1,000. */
    List<Silence> since(Instant from) {
        return database.sql("""
                select * from silence where case when weekly then until is null or until > :from else ends_at > :from end
                order by id desc limit 1000\
                """)
                .param("from", at(from))
                .query((row, number) -> silence(row))
                .list();
    }

    long countSince(Instant from) {
        return database.sql(
                        "select count(*) from silence where case when weekly then until is null or until > :from else ends_at > :from end")
                .param("from", at(from))
                .query(Long.class)
                .single();
    }

    Optional<Silence> byId(long id) {
        return database.sql("select * from silence where id = :id")
                .param("id", id)
                .query((row, number) -> silence(row))
                .optional();
    }

    long add(Silence silence) {
        return fields("""
                insert into silence (maintenance, rule_id, environment, upstream_id, endpoints, most_severe, begins_at,
                    ends_at, weekly, zone, until, reason, who)
                values (:maintenance, nullif(:rule, 0), :environment, nullif(:upstream, 0), :endpoints, :mostSevere, :begins,
                    :ends, :weekly, :zone, :until, :reason, :who)
                returning id\
                """, silence)
                .param("who", silence.who())
                .query(Long.class)
                .single();
    }

    /** Whether it was of that version still, and is changed now. */
    boolean change(Silence silence) {
        return fields("""
                update silence set maintenance = :maintenance, rule_id = nullif(:rule, 0), environment = :environment,
                    upstream_id = nullif(:upstream, 0), endpoints = :endpoints, most_severe = :mostSevere,
                    begins_at = :begins, ends_at = :ends, weekly = :weekly, zone = :zone, until = :until,
                    reason = :reason, version = version + 1
                where id = :id and version = :version\
                """, silence)
                        .param("id", silence.id())
                        .param("version", silence.version())
                        .update()
                > 0;
    }

    private JdbcClient.StatementSpec fields(String sql, Silence silence) {
        return database.sql(sql)
                .param("maintenance", silence.maintenance())
                .param("rule", silence.ruleId())
                .param("environment", silence.environment())
                .param("upstream", silence.upstreamId())
                .param("endpoints", silence.endpoints())
                .param("mostSevere", silence.mostSevere().name())
                .param("begins", at(silence.beginsAt()))
                .param("ends", at(silence.endsAt()))
                .param("weekly", silence.weekly())
                .param("zone", silence.zone().getId())
                .param("until", atOrNull(silence.until()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("reason", silence.reason());
    }

    /** Ends one now; one that has not begun is gone. */
    void end(long id, Instant now) {
        database.sql("delete from silence where id = :id and begins_at >= :now")
                .param("now", at(now))
                .param("id", id)
                .update();
        database.sql("""
                update silence set version = version + 1, until = case when weekly then :now else until end,
                    ends_at = case when weekly then ends_at else greatest(:now, begins_at + interval '1 millisecond') end
                where id = :id and case when weekly then until is null or until > :now else ends_at > :now end\
                """).param("now", at(now)).param("id", id).update();
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
                row.getBoolean("weekly"),
                zone(row.getString("zone")),
                optionalInstant(row, "until"),
                row.getString("reason"),
                row.getString("who"),
                row.getLong("version"));
    }

    /** A zone that this Java does not know counts as UTC, rather than that no rule is judged. */
    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC;
        }
    }
}
