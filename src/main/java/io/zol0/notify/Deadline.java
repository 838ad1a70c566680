package io.zol0.notify;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes a connection when its time is up, however it hangs; whoever reads or writes then gets an error. */
final class Deadline implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Deadline.class);

    private final Thread watch;
    private volatile boolean missed;

    private Deadline(Closeable connection, Duration time) {
        watch = Thread.ofVirtual().unstarted(() -> {
            try {
                Thread.sleep(time);
            } catch (InterruptedException inTime) {
                return;
            }
            missed = true;
            try {
                connection.close();
            } catch (IOException e) {
                log.debug("A connection whose time was up did not close.", e);
            }
        });
    }

    static Deadline of(Closeable connection, Duration time) {
        Deadline deadline = new Deadline(connection, time);
        deadline.watch.start();
        return deadline;
    }

    /** Whether the time was up before the end. */
    boolean isMissed() {
        return missed;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
