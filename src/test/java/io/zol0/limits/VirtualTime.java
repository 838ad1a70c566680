package io.zol0.limits;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A clock, a ticker and an event loop that a test moves on by hand; the clock may jump, the ticker does not. */
public final class VirtualTime extends Clock implements LimitedCall.Loop {
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));
    private final Queue<Runnable> soon = new ArrayDeque<>();
    private long nanos;
    private Instant offset = Instant.parse("2026-11-23T10:00:00Z");
    private long number;
    private int fired;

    private record Timer(long at, long number, Runnable task) {}

    public long nanos() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return offset.plusNanos(nanos);
    }

    long wallNanos() {
        Instant now = instant();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    void jump(Duration by) {
        offset = offset.plus(by);
    }

    public void pass(Duration time) {
        passNanos(time.toNanos());
    }

    /** Lets time pass, and runs what is due in between at its time. */
    void passNanos(long time) {
        long end = nanos + time;
        run();
        Timer next = timers.peek();
        while (next != null && next.at <= end) {
            timers.remove();
            nanos = Math.max(nanos, next.at);
            fired++;
            next.task.run();
            run();
            next = timers.peek();
        }
        nanos = end;
    }

    /** Runs what is to be run soon. */
    void run() {
        Runnable task = soon.poll();
        while (task != null) {
            task.run();
            task = soon.poll();
        }
    }

    /** How many timers went off. */
    int fired() {
        return fired;
    }

    int timers() {
        return timers.size();
    }

    /** All timers are lost, as with a loop that ended. */
    void loseTimers() {
        timers.clear();
    }

    @Override
    public void execute(Runnable task) {
        soon.add(task);
    }

    @Override
    public Runnable after(long delayNanos, Runnable task) {
        if (delayNanos <= 0) {
            throw new IllegalArgumentException("A delay above 0 is needed, not " + delayNanos + " ns.");
        }
        Timer timer = new Timer(nanos + delayNanos, number++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(@Nullable ZoneId zone) {
        return this;
    }
}
