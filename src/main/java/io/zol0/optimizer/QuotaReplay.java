package io.zol0.optimizer;

import io.zol0.limits.Decision;
import io.zol0.limits.Granted;
import io.zol0.limits.LimitedCall;
import io.zol0.limits.Limits;
import io.zol0.limits.Quota;
import io.zol0.limits.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Plays the calls of a past against quotas, by the limits that the gateway uses, in virtual time. Adaptive levels stand still. */
final class QuotaReplay {
    private static final Duration TIDY = Duration.ofSeconds(1);
    private static final String CALLER = "replay";

    private final Past past;
    private final Time time;
    private final Limits limits;
    private final long upstreamId;
    private final Predicate<Past.Endpoint> high;
    private long served;
    private long waitedHigh;
    private long refused;
    private long[] waits = new long[1024];
    private int waited;

    QuotaReplay(Past past, List<Quota> quotas) {
        this(past, quotas, endpoint -> false);
    }

    /** @param high which calls are counted by themselves as well, by {@link #waitedHigh} */
    QuotaReplay(Past past, List<Quota> quotas, Predicate<Past.Endpoint> high) {
        this.past = past;
        this.high = high;
        this.time = new Time(past.from());
        this.limits = new Limits(time, time::nanos, CharSequence::length);
        this.upstreamId = quotas.isEmpty() ? 0 : quotas.getFirst().upstreamId();
        quotas.forEach(limits::put);
    }

    WhatIf.Held play() {
        long tidyAt = TIDY.toNanos();
        for (int i = 0; i < past.size(); i++) {
            time.passTo(past.nanos(i));
            if (past.nanos(i) >= tidyAt) {
                limits.tidy();
                tidyAt = past.nanos(i) + TIDY.toNanos();
            }
            Asking call = new Asking(past.endpoint(i), time.nanos());
            switch (limits.reserve(call)) {
                case Decision.Final end -> call.decided(end);
                case Decision.Waits waiting -> call.isWaiting = true;
            }
        }
        time.passAll();
        Arrays.sort(waits, 0, waited);
        return new WhatIf.Held(past.size(), served, waited, refused, quantile(0.5), quantile(0.95), quantile(1));
    }

    /** Calls of those counted by themselves that waited or were refused, once played. */
    long waitedHigh() {
        return waitedHigh;
    }

    private Duration quantile(double share) {
        return waited == 0
                ? Duration.ZERO
                : Duration.ofNanos(waits[(int) Math.min(waited - 1, Math.ceil(share * waited) - 1)]);
    }

    private final class Asking implements LimitedCall {
        private final Past.Endpoint endpoint;
        private final long since;
        private boolean isWaiting;

        Asking(Past.Endpoint endpoint, long since) {
            this.endpoint = endpoint;
            this.since = since;
        }

        @Override
        public long upstreamId() {
            return upstreamId;
        }

        @Override
        public String method() {
            return endpoint.method();
        }

        @Override
        public String template() {
            return endpoint.template();
        }

        @Override
        public String caller() {
            return CALLER;
        }

        @Override
        public @Nullable CharSequence header(String name) {
            return null;
        }

        @Override
        public @Nullable CharSequence query(String name) {
            return null;
        }

        @Override
        public Loop loop() {
            return time;
        }

        @Override
        public void decided(Decision.Final decision) {
            switch (decision) {
                case Granted granted -> {
                    served++;
                    if (isWaiting) {
                        waited(time.nanos() - since);
                        waitedHigh += high.test(endpoint) ? 1 : 0;
                    }
                }
                case Refused no -> {
                    refused++;
                    waitedHigh += high.test(endpoint) ? 1 : 0;
                }
            }
        }
    }

    private void waited(long nanos) {
        if (waited == waits.length) {
            waits = Arrays.copyOf(waits, 2 * waited);
        }
        waits[waited++] = nanos;
    }

    /** A clock and an event loop that go from one event to the next. */
    private static final class Time extends Clock implements LimitedCall.Loop {
        private final Instant start;
        private final PriorityQueue<Timer> timers = new PriorityQueue<>(
                Comparator.<Timer>comparingLong(timer -> timer.at).thenComparingLong(timer -> timer.number));
        private final Queue<Runnable> soon = new ArrayDeque<>();
        private long nanos;
        private long number;

        private static final class Timer {
            private final long at;
            private final long number;
            private @Nullable Runnable task;

            Timer(long at, long number, Runnable task) {
                this.at = at;
                this.number = number;
                this.task = task;
            }
        }

        Time(Instant start) {
            this.start = start;
        }

        long nanos() {
            return nanos;
        }

        void passTo(long end) {
            runSoon();
            Timer next = timers.peek();
            while (next != null && next.at <= end) {
                timers.remove();
                Runnable task = next.task;
                if (task != null) {
                    nanos = Math.max(nanos, next.at);
                    task.run();
                    runSoon();
                }
                next = timers.peek();
            }
            nanos = Math.max(nanos, end);
        }

        void passAll() {
            runSoon();
            for (Timer next = timers.peek(); next != null; next = timers.peek()) {
                passTo(next.at);
            }
        }

        private void runSoon() {
            Runnable task = soon.poll();
            while (task != null) {
                task.run();
                task = soon.poll();
            }
        }

        @Override
        public void execute(Runnable task) {
            soon.add(task);
        }

        @Override
        public Runnable after(long delayNanos, Runnable task) {
            Timer timer = new Timer(nanos + delayNanos, number++, task);
            timers.add(timer);
            // Looking for it in the queue would take longer than meeting it there.
            return () -> timer.task = null;
        }

        @Override
        public Instant instant() {
            return start.plusNanos(nanos);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
