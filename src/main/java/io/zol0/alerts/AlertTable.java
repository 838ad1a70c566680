package io.zol0.alerts;

import io.zol0.metrics.Subject;
import io.zol0.users.Sight;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Alerts and their steps in the database; what is read is what whoever asks may see. */
@Component
class AlertTable {
    private static final String ORDER = """
         order by state = 'RESOLVED', state = 'SNOOZED', (inhibited_by is not null or silence_id is not null),
            array_position(array['CRITICAL', 'WARNING', 'INFO'], severity), began_at desc, id desc\
        """;

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final JdbcClient database;
    private final ApplicationEventPublisher events;

    AlertTable(JdbcClient database, ApplicationEventPublisher events) {
        this.database = database;
        this.events = events;
    }

    List<Alert> page(AlertFilter filter, int offset, int limit) {
        Condition condition = condition(filter);
        return database.sql("select * from alert" + condition.sql() + ORDER + " limit :limit offset :offset")
                .params(condition.parameters())
                .param("limit", limit)
                .param("offset", offset)
                .query((row, number) -> alert(row))
                .list();
    }

    /** In descending order of when they began, from after one on. */
    List<Alert> newest(AlertFilter filter, @Nullable Instant beganAt, long id, int limit) {
        Condition condition = condition(filter);
        String after = beganAt == null ? condition.sql() : condition.and("(began_at, id) < (:began, :id)");
        return database.sql("select * from alert" + after + " order by began_at desc, id desc limit :limit")
                .params(condition.parameters())
                .param("began", atOrNull(beganAt), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", id)
                .param("limit", limit)
                .query((row, number) -> alert(row))
                .list();
    }

    long count(AlertFilter filter) {
        Condition condition = condition(filter);
        return database.sql("select count(*) from alert" + condition.sql())
                .params(condition.parameters())
                .query(Long.class)
                .single();
    }

    /** How many of each rule are not over, and how many began since a time; rules without any are not there. */
    Map<Long, RuleFirings> byRule(Instant since) {
        Condition condition = condition(AlertFilter.ALL);
        Map<Long, RuleFirings> byRule = new HashMap<>();
        database.sql("select rule_id, count(*) filter (where state <> 'RESOLVED') as now,"
                        + " count(*) filter (where began_at > :since) as lately from alert"
                        + condition.and("(state <> 'RESOLVED' or began_at > :since)") + " group by rule_id")
                .params(condition.parameters())
                .param("since", at(since))
                .query(row -> {
                    byRule.put(row.getLong("rule_id"), new RuleFirings(row.getLong("now"), row.getLong("lately")));
                });
        return byRule;
    }

    Optional<Alert> byId(long id) {
        Condition condition = condition(AlertFilter.ALL);
        return database.sql("select * from alert" + condition.and("id = :id"))
                .params(condition.parameters())
                .param("id", id)
                .query((row, number) -> alert(row))
                .optional();
    }

    List<Alert> ofIncident(long incidentId, int limit) {
        Condition condition = condition(AlertFilter.ALL);
        return database.sql("select * from alert" + condition.and("incident_id = :incident") + ORDER + " limit :limit")
                .params(condition.parameters())
                .param("incident", incidentId)
                .param("limit", limit)
                .query((row, number) -> alert(row))
                .list();
    }

    /** Those of the ids that are not over, locked until the transaction ends. */
    List<Alert> lock(Collection<Long> ids) {
        Condition condition = condition(AlertFilter.ALL);
        return database.sql("select * from alert" + condition.and("id = any(:ids) and state <> 'RESOLVED'")
                        + " order by id for update")
                .params(condition.parameters())
                .param("ids", ids.toArray(Long[]::new))
                .query((row, number) -> alert(row))
                .list();
    }

    List<AlertStep> steps(long alertId, int most) {
        return database.sql("select * from (select * from alert_step where alert_id = :id order by id desc limit :most)"
                        + " newest order by id")
                .param("id", alertId)
                .param("most", most)
                .query((row, number) -> new AlertStep(
                        instant(row, "at"),
                        row.getString("who"),
                        AlertStep.Kind.valueOf(row.getString("kind")),
                        row.getString("text")))
                .list();
    }

    void addStep(long alertId, Instant at, String who, AlertStep.Kind kind, String text) {
        database.sql("insert into alert_step (alert_id, at, who, kind, text) values (:id, :at, :who, :kind, :text)")
                .param("id", alertId)
                .param("at", at(at))
                .param("who", who)
                .param("kind", kind.name())
                .param("text", text.length() > 2000 ? text.substring(0, 2000) : text)
                .update();
        events.publishEvent(new AlertStepped(alertId, kind));
    }

    /** Those of the ids, whoever may see them. */
    List<Alert> ofIds(Collection<Long> ids) {
        return database.sql("select * from alert where id = any(:ids) order by id")
                .param("ids", ids.toArray(Long[]::new))
                .query((row, number) -> alert(row))
                .list();
    }

    Optional<Long> unresolvedByFingerprint(String fingerprint) {
        return database.sql("select id from alert where fingerprint = :fingerprint and state <> 'RESOLVED'")
                .param("fingerprint", fingerprint)
                .query(Long.class)
                .optional();
    }

    /** Everything that is not over, as the rules go on with it. */
    List<Alert> unresolved() {
        return database.sql("select * from alert where state <> 'RESOLVED'")
                .query((row, number) -> alert(row))
                .list();
    }

    private record Condition(String sql, Map<String, Object> parameters) {
        String and(String more) {
            return sql.isEmpty() ? " where " + more : sql + " and " + more;
        }
    }

    private static Condition condition(AlertFilter filter) {
        List<String> parts = new ArrayList<>();
        Map<String, Object> parameters = new LinkedHashMap<>();
        Sight sight = Sight.current();
        if (!sight.everywhere()) {
            parts.add("(environment = '' or environment = any(:environments))");
            parameters.put("environments", sight.environments().toArray(String[]::new));
        }
        if (!filter.states().isEmpty()) {
            parts.add("state = any(:states)");
            parameters.put("states", filter.states().stream().map(Enum::name).toArray(String[]::new));
        }
        if (filter.least() != Severity.INFO) {
            parts.add(filter.least() == Severity.CRITICAL ? "severity = 'CRITICAL'" : "severity <> 'INFO'");
        }
        if (!filter.quiet()) {
            parts.add("inhibited_by is null and silence_id is null");
        }
        int word = 0;
        for (String each : SPACE.split(filter.words().toLowerCase(Locale.ROOT).strip(), -1)) {
            if (!each.isEmpty() && word < 10) {
                parts.add("position(:word" + word + " in lower(sentence || ' ' || rule_name || ' ' || subject)) > 0");
                parameters.put("word" + word++, each);
            }
        }
        return new Condition(parts.isEmpty() ? "" : " where " + String.join(" and ", parts), parameters);
    }

    static Alert alert(ResultSet row) throws SQLException {
        long upstreamId = row.getLong("upstream_id");
        return new Alert(
                row.getLong("id"),
                row.getLong("rule_id"),
                row.getString("rule_name"),
                Severity.valueOf(row.getString("severity")),
                AlertState.valueOf(row.getString("state")),
                Measure.of(row.getString("measure"), row.getString("unit")).as(RuleKind.valueOf(row.getString("kind"))),
                row.getString("subject"),
                new Subject(Subject.Kind.valueOf(row.getString("subject_kind")), row.getLong("subject_id"), upstreamId),
                row.getString("environment"),
                row.getString("caller"),
                row.getString("sentence"),
                row.getString("cause"),
                number(row, "value"),
                number(row, "worst"),
                row.getDouble("level"),
                instant(row, "began_at"),
                instant(row, "seen_at"),
                optionalInstant(row, "resolved_at"),
                row.getInt("times"),
                row.getBoolean("flapping"),
                optionalInstant(row, "snoozed_until"),
                row.getString("assignee"),
                row.getLong("incident_id"),
                row.getLong("inhibited_by"),
                row.getLong("silence_id"));
    }

    private static double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant optionalInstant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    static @Nullable OffsetDateTime atOrNull(@Nullable Instant time) {
        return time == null ? null : at(time);
    }

    static @Nullable Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
