package io.zol0.home;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a database holds, by its own catalog. */
final class Tables {
    /** What a backup always has: what people made and decided. */
    static final Set<String> KEPT = Set.of(
            "installation",
            "account",
            "recovery_code",
            "remembered_login",
            "api_token",
            "api_token_secret",
            "environment",
            "upstream",
            "endpoint",
            "quota",
            "cache_policy",
            "cache_scope",
            "breaker",
            "concurrency",
            "preset",
            "setting_change",
            "ban",
            "quota_level",
            "alert_rule",
            "alert_rule_change",
            "incident",
            "silence",
            "alert",
            "alert_step",
            "channel",
            "message_route",
            "report_mail",
            "notification_preference",
            "told",
            "autopilot",
            "recommendation",
            "recommendation_step",
            "trial",
            "trial_slice",
            "notice_dismissed",
            "own_upstream",
            "benchmark_run",
            "health_weights",
            "price",
            "cost_setting",
            "budget",
            "deployment",
            "demo",
            "full_recording",
            "rum_origin",
            "rum_setting",
            "audit_entry",
            "audit_head",
            "audit_anchor");

    /** What a backup has on request: what was measured. */
    static final Set<String> HISTORY = Set.of(
            "anomaly_state",
            "answer_change",
            "call_day",
            "call_five_minutes",
            "caller_address",
            "caller_hour",
            "caller_step",
            "call_hour",
            "call_minute",
            "call_minute_writer",
            "delivery",
            "replay_minute",
            "replay_writer",
            "page_vital",
            "rollup_due",
            "rollup_horizon",
            "series",
            "series_day",
            "series_hour",
            "series_minute",
            "series_note",
            "series_subject",
            "series_writer",
            "single_call",
            "single_call_writer",
            "token_refusal");

    private Tables() {}

    /** Every table of the schema but partitions; a server of the operator's own may hold others' too. */
    static List<String> all(Connection connection, String schema) throws SQLException {
        return strings(connection, """
            SELECT relname FROM pg_class
            WHERE relnamespace = ?::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
            ORDER BY relname\
            """, schema);
    }

    /** Our tables of the schema, each after those it refers to. */
    static List<String> in(Connection connection, String schema) throws SQLException {
        List<String> names = all(connection, schema).stream()
                .filter(name -> KEPT.contains(name) || HISTORY.contains(name))
                .toList();
        Map<String, Set<String>> refersTo = new TreeMap<>();
        for (String name : names) {
            Set<String> referred = new LinkedHashSet<>(strings(connection, """
                SELECT DISTINCT referred.relname FROM pg_constraint
                JOIN pg_class referred ON referred.oid = confrelid
                WHERE contype = 'f' AND conrelid = format('%I.%I', ?, ?)::regclass AND confrelid <> conrelid\
                """, schema, name));
            referred.retainAll(names);
            refersTo.put(name, referred);
        }
        List<String> sorted = new ArrayList<>();
        while (!refersTo.isEmpty()) {
            List<String> free = refersTo.keySet().stream()
                    .filter(name -> sorted.containsAll(refersTo.getOrDefault(name, Set.of())))
                    .toList();
            if (free.isEmpty()) {
                throw new IllegalStateException("tables refer to each other in a circle: " + refersTo.keySet());
            }
            sorted.addAll(free);
            free.forEach(refersTo::remove);
        }
        return sorted;
    }

    /** Every table of the schema, partitions as well: whatever has to be moved to move them all. */
    static List<String> withPartitions(Connection connection, String schema) throws SQLException {
        return strings(connection, """
            SELECT relname FROM pg_class WHERE relnamespace = ?::regnamespace AND relkind IN ('r', 'p')
            ORDER BY relname\
            """, schema);
    }

    /** Columns that hold data of their own, in order. */
    static List<String> columns(Connection connection, String schema, String table) throws SQLException {
        return strings(connection, """
            SELECT attname FROM pg_attribute
            WHERE attrelid = format('%I.%I', ?, ?)::regclass AND attnum > 0 AND NOT attisdropped
              AND attgenerated = ''
            ORDER BY attnum\
            """, schema, table);
    }

    /** Partitions of a table by name, with their bounds as PostgreSQL writes them. */
    static Map<String, String> partitions(Connection connection, String schema, String table) throws SQLException {
        Map<String, String> bounds = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement("""
            SELECT relname, pg_get_expr(relpartbound, pg_class.oid) FROM pg_inherits
            JOIN pg_class ON pg_class.oid = inhrelid
            WHERE inhparent = format('%I.%I', ?, ?)::regclass AND relispartition\
            """)) {
            query.setString(1, schema);
            query.setString(2, table);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    bounds.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return bounds;
    }

    /** Whether any table has a row. */
    static boolean holdAnything(Connection connection, String schema) throws SQLException {
        for (String table : in(connection, schema)) {
            try (ResultSet row = connection
                    .createStatement()
                    .executeQuery("SELECT EXISTS (SELECT 1 FROM " + qualified(schema, table) + ")")) {
                row.next();
                if (row.getBoolean(1)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Lets every sequence that feeds a column go on after the largest value there. */
    static void advanceSequences(Connection connection, String schema, String table) throws SQLException {
        for (String column : columns(connection, schema, table)) {
            List<String> sequence = strings(
                    connection,
                    "SELECT s FROM pg_get_serial_sequence(?, ?) s WHERE s IS NOT NULL",
                    qualified(schema, table),
                    column);
            if (!sequence.isEmpty()) {
                strings(
                        connection,
                        "SELECT setval(?::regclass, coalesce(max(" + quoted(column) + "), 0) + 1, false)::text FROM "
                                + qualified(schema, table),
                        sequence.getFirst());
            }
        }
    }

    static String schema(Connection connection) throws SQLException {
        return strings(connection, "SELECT current_schema()").getFirst();
    }

    static String qualified(String schema, String name) {
        return quoted(schema) + "." + quoted(name);
    }

    static String quoted(List<String> names) {
        return names.stream().map(Tables::quoted).collect(Collectors.joining(", "));
    }

    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static List<String> strings(Connection connection, String query, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<String> answers = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    answers.add(rows.getString(1));
                }
            }
            return answers;
        }
    }
}
