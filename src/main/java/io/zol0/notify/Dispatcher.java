package io.zol0.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Sends what is due, at most eight deliveries at a time. What it has claimed when the process dies is claimed anew, here or on
 * another node, five minutes after: so each is sent at least once.
 */
@Component
class Dispatcher implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final int MOST_AT_ONCE = 8;
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final int LOOK_MILLIS = 2_000;
    private static final Duration KEEP_SENT = Duration.ofDays(30);
    private static final Duration KEEP_DEAD = Duration.ofDays(90);
    private static final Duration KEEP_TOLD = Duration.ofDays(90);

    /** Most that are kept of what was sent, and of what was given up. */
    static final int MOST_KEPT = 10_000;

    private final DeliveryTable deliveries;
    private final ToldTable told;
    private final Outbox outbox;
    private final Sender sender;
    private final Settling settling;
    private final Clock clock;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile boolean running;

    Dispatcher(DeliveryTable deliveries, ToldTable told, Outbox outbox, Sender sender, Settling settling, Clock clock) {
        this.deliveries = deliveries;
        this.told = told;
        this.outbox = outbox;
        this.sender = sender;
        this.settling = settling;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
    }

    /** Waits a little for what is being sent; what does not end by then is sent again. */
    @Override
    public void stop() {
        running = false;
        try {
            if (!room.tryAcquire(MOST_AT_ONCE, 5, java.util.concurrent.TimeUnit.SECONDS)) {
                log.info("Messages that were being sent when ZoL0 stopped are sent again after the next start.");
            } else {
                room.release(MOST_AT_ONCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(OutboxFilled filled) {
        Thread.ofVirtual().start(this::look);
    }

    @Scheduled(fixedDelay = LOOK_MILLIS, initialDelay = LOOK_MILLIS)
    void round() {
        if (running) {
            guarded(outbox::escalate);
            look();
        }
    }

    @Scheduled(fixedDelay = 3_600_000, initialDelay = 600_000)
    void tidy() {
        Instant now = clock.instant();
        guarded(() -> {
            deliveries.forget(DeliveryState.SENT, now.minus(KEEP_SENT), MOST_KEPT);
            deliveries.forget(DeliveryState.DEAD, now.minus(KEEP_DEAD), MOST_KEPT);
            told.forgetBefore(now.minus(KEEP_TOLD));
        });
    }

    /** Begins to send what is due, as far as there is room. */
    void look() {
        if (running) {
            guarded(this::begin);
        }
    }

    private void begin() {
        int free = 0;
        while (free < MOST_AT_ONCE && room.tryAcquire()) {
            free++;
        }
        List<Claim> claims = List.of();
        try {
            if (free > 0) {
                Instant now = clock.instant();
                claims = deliveries.claim(free, now, now.plus(LEASE));
            }
        } finally {
            room.release(free - claims.size());
        }
        claims.forEach(claim -> Thread.ofVirtual().name("notify-" + claim.id()).start(() -> {
            try {
                guarded(() -> settling.settle(
                        claim, sender.send(claim.target(), claim.recipients(), claim.webhookId(), claim.bundle())));
            } finally {
                room.release();
            }
            look();
        }));
    }

    private void guarded(Runnable work) {
        try {
            work.run();
            failing.set(false);
        } catch (DataAccessException | TransactionException e) {
            if (!failing.getAndSet(true)) {
                log.warn("Messages wait while the database is away.", e);
            }
        }
    }
}
