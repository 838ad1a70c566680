package io.zol0.insight;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests at a fixed rate, whether or not the ones before were answered, and takes the time from when each was due: a stall
 * counts for all that would have come meanwhile. What would be more than {@value #MOST_ON_THEIR_WAY} at a time is not sent.
 */
final class Load {
    static final int MOST_ON_THEIR_WAY = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Load() {}

    /**
     * What came of it.
     *
     * @param millis of each request that was answered, ascending; not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Outcome(double[] millis, long sent, long unsent, long failed) {}

    /** Runs it to its end. */
    static Outcome run(HttpRequest request, double rate, Duration length) throws InterruptedException {
        int all = (int) Math.max(1, Math.round(rate * length.toMillis() / 1000));
        double[] millis = new double[all];
        Arrays.fill(millis, Double.NaN);
        AtomicLong failed = new AtomicLong();
        Semaphore onTheirWay = new Semaphore(MOST_ON_THEIR_WAY);
        long unsent = 0;
        try (HttpClient client = HttpClient.newBuilder()
                        .connectTimeout(PATIENCE)
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = System.nanoTime();
            for (int i = 0; i < all; i++) {
                long due = begin + Math.round(i * 1e9 / rate);
                while (System.nanoTime() < due) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                if (!onTheirWay.tryAcquire()) {
                    unsent++;
                    continue;
                }
                int number = i;
                workers.execute(() -> {
                    try {
                        if (!isWell(client, request)) {
                            failed.incrementAndGet();
                        }
                        millis[number] = (System.nanoTime() - due) / 1e6;
                    } finally {
                        onTheirWay.release();
                    }
                });
            }
        }
        return new Outcome(
                Arrays.stream(millis).filter(Double::isFinite).sorted().toArray(), all - unsent, unsent, failed.get());
    }

    private static boolean isWell(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < 400;
        } catch (IOException broken) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static HttpRequest get(URI address, String token) {
        return HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("X-ZoL0-Token", token)
                .GET()
                .build();
    }
}
