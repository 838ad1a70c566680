package io.zol0.notify;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes messages of other rooms into the outbox. */
@Component
public class Notifier {
    private final Outbox outbox;
    private final Sender sender;

    Notifier(Outbox outbox, Sender sender) {
        this.outbox = outbox;
        this.sender = sender;
    }

    /**
     * Puts messages into the outbox in the transaction of what they tell of: both are committed or neither is, and what is
     * committed is sent at least once.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException outside of a transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(List<Message> messages) {
        outbox.take(messages);
    }

    /**
     * Puts a message for somebody in particular into the outbox, whatever the routes say; committed with the transaction that
     * there is, and then sent at least once.
     *
     * @param recipients addresses in the place of the channel's own; empty for those
     * @throws org.springframework.transaction.IllegalTransactionStateException outside of a transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(Message message, long channelId, List<String> recipients) {
        outbox.take(message, channelId, recipients);
    }

    /** Whether a channel is there and switched on. */
    public boolean isOpen(long channelId) {
        return sender.isOpen(channelId);
    }

    /** Sends a message at once, beside the outbox, and tells what came of it; may take a minute. */
    public Attempt attempt(Message message, long channelId, List<String> recipients) {
        String id = "msg_" + UUID.randomUUID().toString().replace("-", "");
        return sender.send(Target.channel(channelId), recipients, id, Bundle.of(message));
    }
}
