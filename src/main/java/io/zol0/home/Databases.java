package io.zol0.home;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The installation's database, by the two roles that enter it.
 *
 * @param application works with what is there, and adds to the audit but cannot change it
 * @param owner migrates, and owns every table; the same role where an external database has but one for us
 */
record Databases(DatabaseAddress application, DatabaseAddress owner) {
    /** Those of the embedded server. */
    static Databases of(EmbeddedServer server) {
        return new Databases(server.address(), server.owner());
    }

    /** Those of a server of the operator's own, once it was found to let us in; nothing where there is none. */
    static Optional<Databases> external(HomeSettings settings) {
        DatabaseAddress application = settings.database();
        DatabaseAddress owner = settings.owner();
        if (application == null) {
            return Optional.empty();
        }
        application.check();
        if (owner == null) {
            return Optional.of(new Databases(application, application));
        }
        owner.check("ZOL0_DB_MIGRATION_USER and ZOL0_DB_MIGRATION_PASSWORD");
        requireOwner(owner, application);
        return Optional.of(new Databases(application, owner));
    }

    /** Whether somebody else than the application's role decides what that may do. */
    boolean apart() {
        return !owner.user().equals(application.user());
    }

    /** The application's role, as the migrations' functions and rights name it. */
    String applicationRole() {
        return application.user().replace("'", "''");
    }

    /** Migrations by the owner, with rights for the application. */
    FluentConfiguration migrations() {
        return Flyway.configure()
                .dataSource(owner.url(), owner.user(), owner.password())
                .locations("classpath:" + Schema.LOCATION)
                .placeholders(Map.of("application", applicationRole()));
    }

    private static void requireOwner(DatabaseAddress owner, DatabaseAddress application) {
        if (application.user().isEmpty()) {
            throw new Refusal("With ZOL0_DB_MIGRATION_USER also name the application's own user by ZOL0_DB_USER.");
        }
        try (Connection connection = owner.connect();
                ResultSet other = connection.createStatement().executeQuery("""
                        SELECT pg_get_userbyid(relowner) FROM pg_class
                        WHERE oid = to_regclass('installation') AND NOT pg_has_role(relowner, 'USAGE')""")) {
            if (other.next()) {
                throw new Refusal("The tables of ZoL0 belong to the database role " + other.getString(1)
                        + " and ZOL0_DB_MIGRATION_USER is " + owner.user()
                        + "; let a superuser run in that database: REASSIGN OWNED BY \"" + other.getString(1)
                        + "\" TO \"" + owner.user() + "\"");
            }
        } catch (SQLException e) {
            throw new Refusal("The database at " + owner + " cannot be read: " + e.getMessage(), e);
        }
    }
}
