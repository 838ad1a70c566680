package io.zol0.metrics;

import java.util.Collection;
import java.util.List;

/** The rings of an endpoint, an upstream or of everything: seconds, minutes, and the running minute. */
final class Series {
    /** Seconds kept. */
    static final int SECONDS = 300;

    /** Minutes kept: an hour, and what a late reader may still ask for. */
    static final int MINUTES = 75;

    private final long upstreamId;
    private final Tape seconds = new Tape(SECONDS);
    private final Tape minutes = new Tape(MINUTES);
    private final Callers callers = new Callers();
    private Snapshot running = Snapshot.EMPTY;
    private volatile long lastSecond = Long.MIN_VALUE;
    private volatile int retained;

    Series(long upstreamId) {
        this.upstreamId = upstreamId;
    }

    long upstreamId() {
        return upstreamId;
    }

    /** Adds what was counted in a second. */
    synchronized void add(long second, Snapshot snapshot, ByteSink scratch) {
        seconds.add(second, snapshot, scratch);
        running = running.plus(snapshot);
        lastSecond = Math.max(lastSecond, second);
        weigh();
    }

    /** Adds what ended in a second of the past; {@code through} is the newest that was counted. */
    synchronized void addLate(long second, long through, Snapshot snapshot, ByteSink scratch) {
        seconds.insert(second, snapshot, scratch);
        if (second / 60 < through / 60) {
            minutes.insert(second / 60, snapshot, scratch);
        } else {
            running = running.plus(snapshot);
        }
        lastSecond = Math.max(lastSecond, second);
        weigh();
    }

    synchronized void addCaller(long second, CallerTimes what) {
        callers.add(second, what);
    }

    /** Ends the running minute and gives what was counted in it. */
    synchronized Snapshot closeMinute(long minute, ByteSink scratch) {
        Snapshot closed = running;
        if (closed != Snapshot.EMPTY) {
            minutes.add(minute, closed, scratch);
            running = Snapshot.EMPTY;
        }
        seconds.forgetBefore(minute * 60 + 60 - SECONDS);
        minutes.forgetBefore(minute - MINUTES + 1);
        weigh();
        return closed;
    }

    /** Adds a minute that was counted before this process began; the oldest comes first. */
    synchronized void restore(long minute, Snapshot snapshot, ByteSink scratch) {
        minutes.add(minute, snapshot, scratch);
        lastSecond = Math.max(lastSecond, minute * 60 + 59);
        weigh();
    }

    /** Adds all of other series, which nobody writes any more. */
    synchronized void absorb(Collection<Series> others, Tally scratch, ByteSink sink) {
        seconds.absorb(others.stream().map(other -> other.seconds).toList(), scratch, sink);
        minutes.absorb(others.stream().map(other -> other.minutes).toList(), scratch, sink);
        scratch.clear();
        scratch.add(running);
        for (Series other : others) {
            synchronized (other) {
                callers.absorb(other.callers);
            }
            scratch.add(other.running);
            lastSecond = Math.max(lastSecond, other.lastSecond);
        }
        running = scratch.snapshot();
        weigh();
    }

    synchronized void addSeconds(long from, long to, Tally tally) {
        seconds.forEach(from, to, (second, snapshot) -> tally.add(snapshot));
    }

    /** Adds whole minutes from {@code fromMinute} on and the running one. */
    synchronized void addMinutes(long fromMinute, Tally tally) {
        minutes.forEach(fromMinute, Long.MAX_VALUE, (minute, snapshot) -> tally.add(snapshot));
        tally.add(running);
    }

    synchronized void forEachSecond(long from, long to, Tape.Visitor visitor) {
        seconds.forEach(from, to, visitor);
    }

    synchronized void forEachMinute(long from, long to, Tape.Visitor visitor) {
        minutes.forEach(from, to, visitor);
    }

    synchronized Snapshot running() {
        return running;
    }

    synchronized List<CallerShare> callers(long second) {
        return callers.shares(second);
    }

    synchronized List<CallerTimes> callerTimes(long second) {
        return callers.times(second);
    }

    synchronized List<CallerTimes> callersOf(long step) {
        return callers.timesOf(step);
    }

    /** Calls of the seconds that are kept. */
    synchronized long recentCalls() {
        long[] calls = {0};
        seconds.forEach(Long.MIN_VALUE, Long.MAX_VALUE, (second, snapshot) -> {
            long[] counts = new long[Snapshot.COUNTS];
            Snapshot.addCounts(snapshot, counts);
            calls[0] += Snapshot.calls(counts);
        });
        return calls[0];
    }

    /** The newest second with a call. */
    long lastSecond() {
        return lastSecond;
    }

    /** Bytes on the heap. */
    int retained() {
        return retained;
    }

    private void weigh() {
        retained = 64 + seconds.retained() + minutes.retained() + callers.retained() + running.retained();
    }
}
