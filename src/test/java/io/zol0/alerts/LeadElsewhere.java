package io.zol0.alerts;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.context.ApplicationContext;

/** Another node that leads, so that a running application judges no rules and moves no trials by itself. */
public final class LeadElsewhere implements AutoCloseable {
    private final Connection leader;

    public LeadElsewhere(ApplicationContext application) throws SQLException {
        application.getBean(Leadership.class).close();
        leader = application.getBean(DataSource.class).getConnection();
        leader.createStatement().execute("select pg_advisory_lock(hashtext('zol0 alerts'))");
    }

    @Override
    public void close() throws SQLException {
        leader.createStatement().execute("select pg_advisory_unlock(hashtext('zol0 alerts'))");
        leader.close();
    }
}
