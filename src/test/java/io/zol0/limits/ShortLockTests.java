package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShortLockTests {
    private final ShortLock lock = new ShortLock();
    private int counted;

    @Test
    void one_at_a_time_is_inside_however_many_come() throws Exception {
        int threads = 16;
        int rounds = 20_000;
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                pool.execute(() -> {
                    start.countDown();
                    for (int round = 0; round < rounds; round++) {
                        lock.lock();
                        counted++;
                        lock.unlock();
                    }
                });
            }
            start.await();
            pool.shutdown();
            assertThat(pool.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(counted).isEqualTo(threads * rounds);
    }

    @Test
    void whoever_finds_it_taken_for_long_gets_it_when_it_is_free() throws Exception {
        lock.lock();
        Thread other = Thread.ofPlatform().start(() -> {
            lock.lock();
            counted++;
            lock.unlock();
        });
        assertThat(other.join(java.time.Duration.ofMillis(50)))
                .as("it is inside though the lock is taken")
                .isFalse();
        lock.unlock();
        assertThat(other.join(java.time.Duration.ofMinutes(1))).isTrue();
        assertThat(counted).isEqualTo(1);
    }
}
