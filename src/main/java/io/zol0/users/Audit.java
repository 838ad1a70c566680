package io.zol0.users;

import io.zol0.users.AuditText.Change;
import jakarta.persistence.EntityManager;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who did what, when and from where. Entries are only ever added, by a function of the database that chains each to the
 * one before.
 *
 * <p>Values whose field is named like a secret ({@code password}, {@code token}, {@code apiKey}, {@code recoveryCodes}…)
 * are masked, and texts bounded and made printable, here: callers hand over what they have.
 */
@Service
public class Audit {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_SUBJECT = 200;

    private final JdbcClient database;
    private final EntityManager entities;
    private final TransactionTemplate ownTransaction;

    Audit(DataSource database, EntityManager entities, PlatformTransactionManager transactions) {
        this.database = JdbcClient.create(database);
        this.entities = entities;
        this.ownTransaction = new TransactionTemplate(transactions);
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Records a change by whoever is logged in, in the change's own transaction: both are committed or neither is. Of two
     * states only what differs is kept; where nothing does nothing is recorded.
     *
     * @param subject name of what was changed
     * @param before null where it was not there
     * @param after null where it is no longer there
     * @throws IllegalStateException outside of a transaction
     */
    public void record(
            AuditAction action, String subject, @Nullable Map<String, ?> before, @Nullable Map<String, ?> after) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    action + " is recorded outside of the transaction that makes the change; record it inside");
        }
        Change change = AuditText.change(before, after);
        if (change != null) {
            appendBeforeCommit(new Draft(Actor.present(), action, subject, change));
        }
    }

    /**
     * Records what changes nothing in the database, such as an export, in a transaction of its own. Not from within
     * another one, which would need a second connection.
     */
    public void note(AuditAction action, String subject, Map<String, ?> facts) {
        note(Actor.present(), action, subject, facts);
    }

    void note(Actor actor, AuditAction action, String subject, Map<String, ?> facts) {
        Change change = AuditText.change(null, facts);
        if (change != null) {
            Draft draft = new Draft(actor, action, subject, change);
            ownTransaction.executeWithoutResult(status -> append(draft));
        }
    }

    /** The components of a record as fields. */
    public static Map<String, Object> fields(Record record) {
        Map<String, Object> fields = new LinkedHashMap<>();
        try {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                Object value = accessor.invoke(record);
                if (value != null) {
                    fields.put(component.getName(), value);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record.getClass() + " cannot be read", e);
        }
        return fields;
    }

    private record Draft(Actor actor, AuditAction action, String subject, Change change) {}

    /** As late as can be: the chain's head stays locked until the commit, and rows are locked before it in every transaction. */
    private void appendBeforeCommit(Draft draft) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                if (entities.isJoinedToTransaction()) {
                    entities.flush();
                }
                append(draft);
            }
        });
    }

    private void append(Draft draft) {
        String origin = draft.actor().origin();
        database.sql("select audit_append(:who, :origin, :action, :subject, :before, :after)")
                .param("who", AuditText.plain(draft.actor().name(), LONGEST_NAME))
                .param("origin", origin == null ? null : AuditText.plain(origin, LONGEST_NAME))
                .param("action", draft.action().name())
                .param("subject", AuditText.plain(draft.subject(), LONGEST_SUBJECT))
                .param("before", draft.change().before())
                .param("after", draft.change().after())
                .query(Long.class)
                .single();
    }
}
