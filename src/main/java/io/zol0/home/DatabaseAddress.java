package io.zol0.home;

import java.net.URI;
import java.net.URISyntaxException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Where a database is and who may enter it. */
public record DatabaseAddress(String url, String user, String password) {
    private static final String JDBC = "jdbc:postgresql://";
    private static final int OLDEST_SERVER = 15;

    /**
     * Reads what an operator gave.
     *
     * @param url {@code jdbc:postgresql://…}, or {@code postgres://user:password@host:port/database}
     * @param user wins over the one in the URL
     * @param password wins over the one in the URL
     */
    static DatabaseAddress parse(String url, @Nullable String user, @Nullable String password) {
        if (url.startsWith(JDBC)) {
            return new DatabaseAddress(url, orEmpty(user), orEmpty(password));
        }
        if (!url.startsWith("postgres://") && !url.startsWith("postgresql://")) {
            throw unreadable();
        }
        try {
            URI uri = new URI(url);
            if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
                throw unreadable();
            }
            String[] login = orEmpty(uri.getUserInfo()).split(":", 2);
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return new DatabaseAddress(
                    JDBC + uri.getHost() + port + uri.getRawPath() + query,
                    user != null ? user : login[0],
                    password != null ? password : login.length > 1 ? login[1] : "");
        } catch (URISyntaxException e) {
            // Without the cause: its message repeats the URL, password included.
            throw unreadable();
        }
    }

    /** A new connection, which the caller closes. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, login());
    }

    /** Refuses a server that cannot be entered or is too old, saying which of its settings to look at. */
    void check() {
        check("ZOL0_DB_USER and ZOL0_DB_PASSWORD");
    }

    /** The same for another role. */
    void check(String settings) {
        Properties login = login();
        login.setProperty("connectTimeout", "10");
        login.setProperty("loginTimeout", "10");
        try (Connection connection = DriverManager.getConnection(url, login)) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_SERVER) {
                throw new Refusal("The database at " + shown() + " is PostgreSQL " + version + "; ZoL0 needs "
                        + OLDEST_SERVER + " or later.");
            }
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (state.startsWith("28")) {
                throw new Refusal(
                        "The database at " + shown() + " does not let " + (user.isEmpty() ? "us" : user) + " in; check "
                                + settings + ".",
                        e);
            }
            if (state.equals("3D000")) {
                throw new Refusal("There is no such database at " + shown() + "; create it or check ZOL0_DB_URL.", e);
            }
            throw new Refusal(
                    "The database at " + shown() + " cannot be reached; start it or check ZOL0_DB_URL ("
                            + Program.lastLine(String.valueOf(e.getMessage())) + ").",
                    e);
        }
    }

    @Override
    public String toString() {
        return shown() + " as " + user;
    }

    /** The URL without its parameters, which may hold a password. */
    private String shown() {
        return url.replaceFirst("\\?.*", "").replaceFirst("^jdbc:", "");
    }

    private Properties login() {
        Properties login = new Properties();
        if (!user.isEmpty()) {
            login.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            login.setProperty("password", password);
        }
        return login;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Refusal unreadable() {
        return new Refusal("ZOL0_DB_URL is no address of a PostgreSQL database; it must look like"
                + " jdbc:postgresql://host:5432/database or postgres://host:5432/database.");
    }
}
