package io.zol0.api;

import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has what keeps no version changed from the state that was read: its tag is a hash of what is answered. Changes by REST come one
 * after the other; of one in the console at the same moment the later holds, as it does there.
 */
@Component
class ReadState {
    private final JdbcClient database;
    private final TransactionTemplate transaction;

    ReadState(DataSource database, PlatformTransactionManager transactions) {
        this.database = JdbcClient.create(database);
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Does the change where it was made from what is there.
     *
     * @param what such as {@code the currency}
     * @param state what is answered of it
     * @throws PreconditionNeeded where nothing is said
     * @throws Stale where something else is there
     */
    void change(String what, @Nullable String ifMatch, Supplier<?> state, Runnable change) {
        transaction.executeWithoutResult(status -> {
            database.sql("select pg_advisory_xact_lock(hashtextextended(:what, 0))")
                    .param("what", "change by REST of " + what)
                    .query(row -> {});
            long current = Versions.of(state.get());
            if (Versions.required(ifMatch, current) != current) {
                throw new Stale(what, current);
            }
            change.run();
        });
    }
}
