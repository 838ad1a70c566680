package io.zol0.alerts;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Which node judges the rules and makes the trials: the one whose connection holds an advisory lock of the database. It keeps
 * that connection, which is none of the pool's, and loses the lead with it.
 */
@Component
public class Leadership implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Leadership.class);
    private static final int SECONDS_TO_ANSWER = 2;
    private static final int SECONDS_TO_CONNECT = 5;

    private final DataSource database;
    private @Nullable Connection held;

    Leadership(DataSource database) {
        this.database = database;
    }

    /** Who leads. */
    public enum Lead {
        HERE,
        ELSEWHERE,
        /** The database does not say. */
        AWAY
    }

    /** Who leads now; takes the lead where nobody has it. */
    public synchronized Lead ask() {
        try {
            if (held != null && held.isValid(SECONDS_TO_ANSWER)) {
                return Lead.HERE;
            }
            drop();
            Connection connection = connect();
            if (isLocked(connection)) {
                held = connection;
                return Lead.HERE;
            }
            connection.close();
            return Lead.ELSEWHERE;
        } catch (SQLException away) {
            log.debug("Who judges the rules cannot be told without the database.", away);
            drop();
            return Lead.AWAY;
        }
    }

    /** One beside the pool, so that keeping it takes none from whoever needs one for a moment. */
    private Connection connect() throws SQLException {
        if (!database.isWrapperFor(HikariDataSource.class)) {
            return database.getConnection();
        }
        HikariDataSource pool = database.unwrap(HikariDataSource.class);
        Properties properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        properties.setProperty("connectTimeout", Integer.toString(SECONDS_TO_CONNECT));
        properties.setProperty("socketTimeout", Integer.toString(SECONDS_TO_CONNECT));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "ZoL0 alerts");
        if (pool.getUsername() != null) {
            properties.setProperty("user", pool.getUsername());
        }
        if (pool.getPassword() != null) {
            properties.setProperty("password", pool.getPassword());
        }
        return DriverManager.getConnection(pool.getJdbcUrl(), properties);
    }

    private static boolean isLocked(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select pg_try_advisory_lock(hashtext('zol0 alerts'))")) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /** Gives the lead away; where there is no pool of its own the lock must not go on with the connection. */
    private void drop() {
        Connection connection = held;
        held = null;
        if (connection == null) {
            return;
        }
        try (connection) {
            if (connection.isValid(SECONDS_TO_ANSWER)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("select pg_advisory_unlock(hashtext('zol0 alerts'))");
                }
            }
        } catch (SQLException gone) {
            log.debug("The lead went with its connection.", gone);
        }
    }

    @Override
    public synchronized void close() {
        drop();
    }
}
