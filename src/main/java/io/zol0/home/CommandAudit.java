package io.zol0.home;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;

/** Brings into the audit what a command did, where Spring does not run; nothing where the database has no audit yet. */
final class CommandAudit {
    private CommandAudit() {}

    /**
     * In the connection's present transaction.
     *
     * @param action name of an action of the audit's list
     */
    static void record(Connection connection, String action, String subject, Map<String, String> facts)
            throws SQLException {
        Array pairs = connection.createArrayOf(
                "text",
                facts.entrySet().stream()
                        .flatMap(fact -> Stream.of(fact.getKey(), fact.getValue()))
                        .toArray());
        if (!isThere(connection)) {
            return;
        }
        try (PreparedStatement append =
                connection.prepareStatement("SELECT audit_append('system', NULL, ?, ?, NULL, jsonb_object(?)::text)")) {
            append.setString(1, action);
            append.setString(2, subject);
            append.setArray(3, pairs);
            append.execute();
        }
    }

    private static boolean isThere(Connection connection) throws SQLException {
        try (ResultSet row = connection
                .createStatement()
                .executeQuery(
                        "SELECT to_regprocedure('audit_append(text, text, text, text, text, text)') IS NOT NULL")) {
            return row.next() && row.getBoolean(1);
        }
    }
}
