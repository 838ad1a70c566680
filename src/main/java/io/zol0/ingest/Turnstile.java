package io.zol0.ingest;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets a few batches be read at a time, so that memory has a bound; the others wait for a moment, and then are sent away. */
final class Turnstile {
    private static final int MOST = 8;
    private static final long LONGEST_WAIT_SECONDS = 5;

    private final Semaphore places = new Semaphore(MOST, true);

    <T> T through(Supplier<T> work) {
        try {
            if (!places.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw NotTaken.busy();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw NotTaken.busy();
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
