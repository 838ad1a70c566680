package io.zol0.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** How far a database was migrated, and how far this ZoL0 can follow. */
final class Schema {
    static final String LOCATION = "db/migration";
    static final String HISTORY = "flyway_schema_history";

    private Schema() {}

    /** The newest version that this ZoL0 brings. */
    static MigrationVersion known() {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:" + LOCATION + "/V*__*.sql"))
                    .map(file -> String.valueOf(file.getFilename()))
                    .map(name -> MigrationVersion.fromVersion(name.substring(1, name.indexOf("__"))))
                    .max(MigrationVersion::compareTo)
                    .orElse(MigrationVersion.EMPTY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The version that a database has; nothing where it was never migrated. */
    static Optional<MigrationVersion> of(Connection connection) throws SQLException {
        if (!exists(connection, HISTORY)) {
            return Optional.empty();
        }
        try (ResultSet rows = connection
                .createStatement()
                .executeQuery("SELECT version FROM " + HISTORY + " WHERE success AND version IS NOT NULL")) {
            Optional<MigrationVersion> newest = Optional.empty();
            while (rows.next()) {
                MigrationVersion version = MigrationVersion.fromVersion(rows.getString(1));
                if (newest.filter(other -> other.compareTo(version) >= 0).isEmpty()) {
                    newest = Optional.of(version);
                }
            }
            return newest;
        }
    }

    /** Refuses a database that a newer ZoL0 has migrated. */
    static void requireKnown(Connection connection) throws SQLException {
        Predicate<MigrationVersion> newer = version -> version.compareTo(known()) > 0;
        of(connection).filter(newer).ifPresent(version -> {
            throw new Refusal("The database was migrated by a newer ZoL0 (schema " + version + ", this one knows "
                    + known() + "); start that one, or restore a backup of this version into a new ZOL0_HOME.");
        });
    }

    static boolean exists(Connection connection, String table) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
