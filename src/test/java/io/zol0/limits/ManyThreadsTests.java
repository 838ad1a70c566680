package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The same with real threads and real timers, on real time. */
class ManyThreadsTests {
    private static final int THREADS = 4;

    private static final class Loop implements LimitedCall.Loop, AutoCloseable {
        private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

        @Override
        public void execute(Runnable task) {
            executor.execute(task);
        }

        @Override
        public Runnable after(long delayNanos, Runnable task) {
            ScheduledFuture<?> timer = executor.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
            return () -> timer.cancel(false);
        }

        <T> Future<T> submit(Callable<T> task) {
            return executor.submit(task);
        }

        @Override
        public void close() {
            executor.shutdownNow();
        }
    }

    private static void inEach(List<Loop> loops, Callable<Void> task) throws Exception {
        List<Future<Void>> all = new ArrayList<>();
        for (Loop loop : loops) {
            all.add(loop.submit(task));
        }
        for (Future<Void> one : all) {
            one.get(60, TimeUnit.SECONDS);
        }
    }

    private static List<Loop> loops() {
        List<Loop> loops = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            loops.add(new Loop());
        }
        return loops;
    }

    @Test
    void no_provider_is_overdrawn_by_threads_that_reserve_at_once() throws Exception {
        AtomicLong nanos = new AtomicLong();
        Limits limits = new Limits(Clock.systemUTC(), nanos::get, KeyHash.under(LimitsFixture.SECRET));
        QuotaWindow rolling = new QuotaWindow(WindowKind.ROLLING, 500, Duration.ofSeconds(1));
        QuotaWindow bucket = new QuotaWindow(WindowKind.TOKEN_BUCKET, 300, Duration.ofSeconds(1));
        QuotaWindow decaying = new QuotaWindow(WindowKind.DECAYING, 400, Duration.ofSeconds(2));
        limits.put(TestQuota.of(WindowKind.ROLLING, 1, Duration.ofSeconds(1))
                .windows(rolling, bucket)
                .whenEmpty(WhenEmpty.REJECT)
                .make());
        limits.put(TestQuota.of(WindowKind.ROLLING, 1, Duration.ofSeconds(1))
                .id(2)
                .windows(decaying)
                .whenEmpty(WhenEmpty.REJECT)
                .make());
        Queue<Granted> granted = new ConcurrentLinkedQueue<>();
        List<Loop> loops = loops();
        try {
            inEach(loops, () -> {
                VirtualTime noLoop = new VirtualTime();
                for (int i = 0; i < 100_000; i++) {
                    if (new AskingCall(noLoop).ask(limits).first() instanceof Granted grant) {
                        granted.add(grant);
                    }
                    nanos.addAndGet(ThreadLocalRandom.current().nextInt(100_000));
                }
                return null;
            });
        } finally {
            loops.forEach(Loop::close);
        }
        for (QuotaWindow window : List.of(rolling, bucket, decaying)) {
            ModelProvider provider = new ModelProvider(window);
            granted.stream()
                    .sorted(Comparator.comparingLong(Granted::at))
                    .forEach(grant -> provider.get(grant.at(), grant.at(), 1));
            assertThat(provider.overdrawn()).as("%s", window).isZero();
        }
        assertThat(granted).hasSizeGreaterThan(1_000);
        assertThat(limits.state(1).orElseThrow().tally().granted()).isEqualTo(granted.size());
    }

    @Test
    void every_call_that_waits_is_told_once_on_its_own_loop_while_quotas_change() throws Exception {
        Limits limits = new Limits(Clock.systemUTC(), System::nanoTime, KeyHash.under(LimitsFixture.SECRET));
        TestQuota quota = TestQuota.of(WindowKind.TOKEN_BUCKET, 500, Duration.ofMillis(100))
                .waiting(Duration.ofMillis(400));
        limits.put(quota.make());
        AtomicInteger answers = new AtomicInteger();
        AtomicInteger strangers = new AtomicInteger();
        AtomicInteger cancelled = new AtomicInteger();
        List<AskingCall> asked = new ArrayList<>();
        List<Loop> loops = loops();
        ExecutorService editor = Executors.newSingleThreadExecutor();
        try {
            Future<?> edits = editor.submit(() -> {
                for (int i = 0; i < 60; i++) {
                    limits.put(
                            i % 2 == 0
                                    ? quota.perKey().make()
                                    : quota.reserve(0.1).make());
                    limits.operatingLevel(1, 100 + 10L * i);
                    limits.tidy();
                    limits.state(1);
                }
            });
            List<Future<List<AskingCall>>> all = new ArrayList<>();
            for (Loop loop : loops) {
                all.add(loop.submit(() -> {
                    Thread own = Thread.currentThread();
                    List<AskingCall> mine = new ArrayList<>();
                    for (int i = 0; i < 1_000; i++) {
                        AskingCall call = new AskingCall(loop).with("X-Key", "k" + i % 3);
                        call.then(() -> {
                            answers.incrementAndGet();
                            strangers.addAndGet(Thread.currentThread() == own ? 0 : 1);
                        });
                        call.ask(limits);
                        mine.add(call);
                        if (i % 10 == 0 && call.first() instanceof Decision.Waits waits) {
                            waits.cancel();
                            cancelled.incrementAndGet();
                        }
                    }
                    return mine;
                }));
            }
            for (Future<List<AskingCall>> mine : all) {
                asked.addAll(mine.get(60, TimeUnit.SECONDS));
            }
            edits.get(60, TimeUnit.SECONDS);
            long waiting = asked.stream()
                    .filter(call -> call.first() instanceof Decision.Waits)
                    .count();
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (answers.get() < waiting - cancelled.get() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(answers.get()).isEqualTo((int) waiting - cancelled.get());
        } finally {
            editor.shutdownNow();
            loops.forEach(Loop::close);
        }
        assertThat(strangers.get()).isZero();
        assertThat(asked).allMatch(call -> call.told().size() <= 1);
        assertThat(limits.waiting(1)).isZero();
    }
}
