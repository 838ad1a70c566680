package io.zol0.alerts;

import io.zol0.metrics.Subject;
import io.zol0.notify.Message;
import io.zol0.notify.MessageEscalated;
import io.zol0.notify.Notifier;
import io.zol0.notify.Urgency;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes messages of what happened to alerts, at the end of the transaction in which it did, by what they are then. */
@Component
class AlertMessages {
    private final AlertTable table;
    private final Places places;
    private final Notifier notifier;
    private final Clock clock;
    private final TransactionTemplate afterwards;

    AlertMessages(
            AlertTable table, Places places, Notifier notifier, PlatformTransactionManager transactions, Clock clock) {
        afterwards = new TransactionTemplate(transactions);
        afterwards.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.table = table;
        this.places = places;
        this.notifier = notifier;
        this.clock = clock;
    }

    /** What happened in this transaction, by alert. */
    private final class Happened implements TransactionSynchronization {
        private final Map<Long, Set<AlertStep.Kind>> steps = new LinkedHashMap<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            notifier.tell(messages(steps));
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(AlertMessages.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(AlertMessages.this, this);
        }

        @Override
        public void beforeCompletion() {
            TransactionSynchronizationManager.unbindResource(AlertMessages.this);
        }
    }

    @EventListener
    void on(AlertStepped step) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a step of an alert is kept outside of a transaction");
        }
        Happened happened = (Happened) TransactionSynchronizationManager.getResource(this);
        if (happened == null) {
            happened = new Happened();
            TransactionSynchronizationManager.bindResource(this, happened);
            TransactionSynchronizationManager.registerSynchronization(happened);
        }
        happened.steps
                .computeIfAbsent(step.alertId(), id -> EnumSet.noneOf(AlertStep.Kind.class))
                .add(step.kind());
    }

    /**
     * Writes into the alert's life that it was passed on; once that is committed, for whoever takes the alert at that moment
     * holds it and waits for the outbox.
     */
    @TransactionalEventListener
    void on(MessageEscalated passed) {
        afterwards.executeWithoutResult(transaction -> table.unresolvedByFingerprint(passed.fingerprint())
                .ifPresent(id -> table.addStep(
                        id,
                        clock.instant(),
                        "system",
                        AlertStep.Kind.ESCALATED,
                        "Nobody took it in time: to " + passed.channel() + ".")));
    }

    private List<Message> messages(Map<Long, Set<AlertStep.Kind>> steps) {
        Instant now = clock.instant();
        List<Message> messages = new ArrayList<>();
        for (Alert alert : table.ofIds(steps.keySet())) {
            Message.Kind kind = kind(alert, steps.getOrDefault(alert.id(), Set.of()));
            if (kind != null) {
                messages.add(message(alert, kind, now));
            }
        }
        return messages;
    }

    /** What there is to tell; nothing where people are not to hear of it. */
    private static Message.@Nullable Kind kind(Alert alert, Set<AlertStep.Kind> steps) {
        boolean began = steps.contains(AlertStep.Kind.RAISED)
                || steps.contains(AlertStep.Kind.REOPENED)
                || steps.contains(AlertStep.Kind.WOKE)
                || steps.contains(AlertStep.Kind.UNMUTED);
        boolean worse = steps.contains(AlertStep.Kind.SEVERITY);
        return switch (alert.state()) {
            case RESOLVED -> steps.contains(AlertStep.Kind.RESOLVED) ? Message.Kind.RESOLVED : null;
            case ACKNOWLEDGED, SNOOZED ->
                steps.contains(AlertStep.Kind.ACKNOWLEDGED) || steps.contains(AlertStep.Kind.SNOOZED)
                        ? Message.Kind.ACKNOWLEDGED
                        : null;
            case OPEN -> alert.isQuiet() ? null : began ? Message.Kind.OPENED : worse ? Message.Kind.ESCALATED : null;
        };
    }

    private Message message(Alert alert, Message.Kind kind, Instant now) {
        Subject about = alert.about();
        return new Message(
                kind,
                urgency(alert.severity()),
                new Message.Scope(
                        alert.environment(),
                        about.upstreamId(),
                        about.upstreamId() == 0 ? "" : places.upstream(about.upstreamId()),
                        about.kind() == Subject.Kind.ENDPOINT ? places.endpoint(about.id()) : ""),
                alert.ruleName() + ": " + alert.subject(),
                alert.cause().isEmpty() ? alert.sentence() : alert.sentence() + " " + alert.cause(),
                "alerts?alert=" + alert.id(),
                AlertBook.fingerprint(alert),
                now);
    }

    private static Urgency urgency(Severity severity) {
        return switch (severity) {
            case INFO -> Urgency.INFO;
            case WARNING -> Urgency.WARNING;
            case CRITICAL -> Urgency.CRITICAL;
        };
    }
}
