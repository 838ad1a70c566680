package io.zol0.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Whose pages may report, in the database and from memory, where it is at most half a minute old. */
@Component
class BrowserTable {
    private static final Logger log = LoggerFactory.getLogger(BrowserTable.class);
    private static final Duration GOOD_FOR = Duration.ofSeconds(30);

    private final JdbcClient database;
    private final Clock clock;
    private volatile BrowserSettings known = new BrowserSettings(Set.of(), 1);
    private Instant readAt = Instant.MIN;

    BrowserTable(DataSource database, Clock clock) {
        this.database = JdbcClient.create(database);
        this.clock = clock;
    }

    /** As it was read last, read anew where that is long ago; while the database is away it stays as it was. */
    BrowserSettings known() {
        synchronized (this) {
            Instant now = clock.instant();
            if (now.isBefore(readAt.plus(GOOD_FOR))) {
                return known;
            }
            readAt = now;
        }
        try {
            known = read();
        } catch (DataAccessException away) {
            log.debug("Whose pages may report is asked again later", away);
        }
        return known;
    }

    BrowserSettings read() {
        return new BrowserSettings(
                Set.copyOf(database.sql("select origin from rum_origin")
                        .query(String.class)
                        .list()),
                database.sql("select share from rum_setting")
                        .query(Double.class)
                        .optional()
                        .orElse(1.0));
    }

    void write(BrowserSettings settings) {
        database.sql("delete from rum_origin").update();
        for (String origin : settings.origins()) {
            database.sql("insert into rum_origin (origin) values (?)")
                    .param(origin)
                    .update();
        }
        database.sql(
                        "insert into rum_setting (share) values (?) on conflict (only_row) do update set share = excluded.share")
                .param(settings.share())
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                known = settings;
            }
        });
    }
}
