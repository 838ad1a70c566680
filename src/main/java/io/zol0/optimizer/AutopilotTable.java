package io.zol0.optimizer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The guardrails of the autopilot in the database: one row an environment, and one an upstream that has its own. */
@Component
class AutopilotTable {
    private final JdbcClient database;

    AutopilotTable(JdbcClient database) {
        this.database = database;
    }

    List<Autopilot> all() {
        return database.sql("select * from autopilot order by environment, upstream_id nulls first")
                .query((row, number) -> autopilot(row))
                .list();
    }

    /** What holds for an upstream: its own, its environment's, or off. */
    Autopilot of(String environment, long upstreamId) {
        List<Autopilot> all = database.sql(
                        "select * from autopilot where environment = :environment"
                                + " and (upstream_id is null or upstream_id = :upstream) order by upstream_id nulls last limit 1")
                .param("environment", environment)
                .param("upstream", upstreamId)
                .query((row, number) -> autopilot(row))
                .list();
        return all.isEmpty() ? Autopilot.off(environment, 0) : all.getFirst();
    }

    Optional<Autopilot> exactly(String environment, long upstreamId) {
        return database.sql("select * from autopilot where environment = :environment"
                        + " and coalesce(upstream_id, 0) = :upstream")
                .param("environment", environment)
                .param("upstream", upstreamId)
                .query((row, number) -> autopilot(row))
                .optional();
    }

    /** Whether it was of its version still, and is as told now. */
    boolean save(Autopilot autopilot) {
        String[] kinds = autopilot.kinds().stream().map(Enum::name).sorted().toArray(String[]::new);
        String sql = autopilot.version() == 0 ? """
                insert into autopilot (environment, upstream_id, enabled, kinds, largest_step, from_hour, to_hour, zone,
                    frozen, version)
                values (:environment, nullif(:upstream, 0), :enabled, :kinds, :step, :from, :to, :zone, :frozen, 1)
                on conflict do nothing\
                """ : """
                update autopilot set enabled = :enabled, kinds = :kinds, largest_step = :step, from_hour = :from,
                    to_hour = :to, zone = :zone, frozen = :frozen, version = version + 1
                where environment = :environment and coalesce(upstream_id, 0) = :upstream and version = :version\
                """;
        var statement = database.sql(sql)
                .param("environment", autopilot.environment())
                .param("upstream", autopilot.upstreamId())
                .param("enabled", autopilot.enabled())
                .param("kinds", kinds)
                .param("step", autopilot.largestStep())
                .param("from", autopilot.fromHour())
                .param("to", autopilot.toHour())
                .param("zone", autopilot.zone().getId())
                .param("frozen", autopilot.frozen());
        return (autopilot.version() == 0 ? statement : statement.param("version", autopilot.version())).update() > 0;
    }

    private static Autopilot autopilot(ResultSet row) throws SQLException {
        Set<Advice.Kind> kinds = EnumSet.noneOf(Advice.Kind.class);
        Arrays.stream((String[]) row.getArray("kinds").getArray())
                .map(Advice.Kind::valueOf)
                .forEach(kinds::add);
        return new Autopilot(
                row.getString("environment"),
                row.getLong("upstream_id"),
                row.getBoolean("enabled"),
                kinds,
                row.getDouble("largest_step"),
                row.getInt("from_hour"),
                row.getInt("to_hour"),
                ZoneId.of(row.getString("zone")),
                row.getBoolean("frozen"),
                row.getLong("version"));
    }
}
