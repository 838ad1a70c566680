package io.zol0.alerts;

import static io.zol0.alerts.AlertTable.at;
import static io.zol0.alerts.AlertTable.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rules in the database. */
@Component
class RuleTable {
    private static final int CHANGES = 200;

    private final JdbcClient database;

    RuleTable(JdbcClient database) {
        this.database = database;
    }

    List<Rule> all() {
        return database.sql(
                        "select * from alert_rule order by severity = 'CRITICAL' desc, severity = 'WARNING' desc, name, id")
                .query((row, number) -> rule(row))
                .list();
    }

    Optional<Rule> byId(long id) {
        return database.sql("select * from alert_rule where id = :id")
                .param("id", id)
                .query((row, number) -> rule(row))
                .optional();
    }

    long count() {
        return database.sql("select count(*) from alert_rule").query(Long.class).single();
    }

    /** Adds one; 0 where a shipped one of its key is there already. */
    long add(Rule rule) {
        return database.sql("""
                insert into alert_rule (shipped, name, kind, measure, breadth, above, level, clear_level, objective, unit, window_ms, lasting_ms,
                    least_calls, severity, environment, upstream_id, endpoints, caller, enabled)
                values (nullif(:shipped, ''), :name, :kind, :measure, :breadth, :above, :level, :clear, :objective, :unit, :window, :lasting,
                    :leastCalls, :severity, :environment, nullif(:upstream, 0), :endpoints, :caller, :enabled)
                on conflict (shipped) do nothing returning id\
                """)
                .param("shipped", rule.shipped())
                .params(fields(rule))
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Whether it was of that version still, and is changed now. */
    boolean change(Rule rule) {
        return database.sql("""
                update alert_rule set name = :name, kind = :kind, measure = :measure, breadth = :breadth, above = :above,
                    level = :level, clear_level = :clear, objective = :objective, unit = :unit, window_ms = :window, lasting_ms = :lasting,
                    least_calls = :leastCalls, severity = :severity, environment = :environment,
                    upstream_id = nullif(:upstream, 0), endpoints = :endpoints, caller = :caller, enabled = :enabled,
                    version = version + 1
                where id = :id and version = :version\
                """)
                        .params(fields(rule))
                        .param("id", rule.id())
                        .param("version", rule.version())
                        .update()
                > 0;
    }

    /** Keeps what was changed, and of each rule the newest {@link #CHANGES}. */
    void addChange(long ruleId, RuleChange change) {
        database.sql("insert into alert_rule_change (rule_id, at, who, text) values (:rule, :at, :who, :text)")
                .param("rule", ruleId)
                .param("at", at(change.at()))
                .param("who", change.who())
                .param("text", change.text())
                .update();
        database.sql("""
                delete from alert_rule_change where rule_id = :rule and id < (
                    select min(id) from (
                        select id from alert_rule_change where rule_id = :rule order by id desc limit :most) newest)\
                """).param("rule", ruleId).param("most", CHANGES).update();
    }

    List<RuleChange> changes(long ruleId) {
        return database.sql("select at, who, text from alert_rule_change where rule_id = :rule order by id desc")
                .param("rule", ruleId)
                .query((row, number) -> new RuleChange(instant(row, "at"), row.getString("who"), row.getString("text")))
                .list();
    }

    void remove(long id) {
        database.sql("delete from alert_rule where id = :id and shipped is null")
                .param("id", id)
                .update();
    }

    private static Map<String, Object> fields(Rule rule) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", rule.name());
        fields.put("kind", rule.kind().name());
        fields.put("measure", rule.measure().key());
        fields.put("breadth", rule.breadth().name());
        fields.put("above", rule.above());
        fields.put("level", rule.level());
        fields.put("clear", rule.clear());
        fields.put("objective", rule.objective());
        fields.put("unit", rule.measure().suffix());
        fields.put("window", rule.window().toMillis());
        fields.put("lasting", rule.lasting().toMillis());
        fields.put("leastCalls", rule.leastCalls());
        fields.put("severity", rule.severity().name());
        fields.put("environment", rule.environment());
        fields.put("upstream", rule.upstreamId());
        fields.put("endpoints", rule.endpoints());
        fields.put("caller", rule.caller());
        fields.put("enabled", rule.enabled());
        return fields;
    }

    private static Rule rule(ResultSet row) throws SQLException {
        String shipped = row.getString("shipped");
        return new Rule(
                row.getLong("id"),
                shipped == null ? "" : shipped,
                row.getString("name"),
                RuleKind.valueOf(row.getString("kind")),
                Measure.of(row.getString("measure"), row.getString("unit")),
                Breadth.valueOf(row.getString("breadth")),
                row.getBoolean("above"),
                row.getDouble("level"),
                row.getDouble("clear_level"),
                row.getDouble("objective"),
                Duration.ofMillis(row.getLong("window_ms")),
                Duration.ofMillis(row.getLong("lasting_ms")),
                row.getLong("least_calls"),
                Severity.valueOf(row.getString("severity")),
                row.getString("environment"),
                row.getLong("upstream_id"),
                row.getString("endpoints"),
                row.getString("caller"),
                row.getBoolean("enabled"),
                row.getLong("version"));
    }
}
