package io.zol0.notify;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes messages of other rooms into the outbox. */
@Component
public class Notifier {
    private final Outbox outbox;

    Notifier(Outbox outbox) {
        this.outbox = outbox;
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
}
