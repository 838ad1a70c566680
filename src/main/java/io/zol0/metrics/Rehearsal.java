package io.zol0.metrics;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lets recorded calls go through a quota that is being thought of, a minute at a time: what does not fit waits for the next
 * one, first come first served, or is refused where it would wait for longer than the quota allows. Windows shorter than a
 * minute, or not of whole minutes unless steady, give what they give per minute.
 */
final class Rehearsal {
    private static final double NOTHING = 1e-9;

    private final List<Spent> windows;
    private final double mostWaiting;
    private double waiting;
    private double waited;
    private double refused;
    private double calls;
    private double most;
    private long minutes;

    private Rehearsal(ProposedQuota quota) {
        windows = quota.windows().stream().map(Spent::new).toList();
        double slowest = quota.windows().stream()
                .mapToDouble(ProposedQuota.Window::perMinute)
                .min()
                .orElseThrow();
        mostWaiting = slowest * quota.longestWait().toMillis() / 60_000;
    }

    /** What would have been held of calls that come oldest first, one entry a minute; a minute without calls need not be there. */
    static HeldCalls.Held of(ProposedQuota quota, List<CallsPerMinute> history, Duration recorded) {
        Rehearsal rehearsal = new Rehearsal(quota);
        long next = history.isEmpty() ? 0 : history.getFirst().minute();
        for (CallsPerMinute each : history) {
            while (next < each.minute() && rehearsal.waiting > NOTHING) {
                rehearsal.minute(new CallsPerMinute(next, 0, 0));
                next++;
            }
            rehearsal.minute(each);
            next = each.minute() + 1;
        }
        return new HeldCalls.Held(
                recorded,
                Math.round(rehearsal.calls),
                Math.round(rehearsal.waited),
                Math.round(rehearsal.refused),
                rehearsal.minutes,
                Math.round(rehearsal.most));
    }

    private void minute(CallsPerMinute now) {
        double available = Double.MAX_VALUE;
        for (Spent window : windows) {
            available = Math.min(available, window.available(now.minute()));
        }
        double served = Math.clamp(available, 0, waiting + now.weight());
        double held = Math.max(0, now.weight() - Math.max(0, served - waiting));
        waiting += now.weight() - served;
        double tooMany = Math.clamp(waiting - mostWaiting, 0, held);
        waiting -= tooMany;
        for (Spent window : windows) {
            window.spend(now.minute(), served);
        }
        calls += now.calls();
        if (held > NOTHING) {
            double perWeight = now.calls() / now.weight();
            waited += (held - tooMany) * perWeight;
            refused += tooMany * perWeight;
            most = Math.max(most, held * perWeight);
            minutes++;
        }
    }

    /** A window with what was spent of it. */
    private static final class Spent {
        private final ProposedQuota.Window window;
        private final long length;
        private final SortedMap<Long, Double> byMinute = new TreeMap<>();
        private double spent;
        private long last = Long.MIN_VALUE;

        Spent(ProposedQuota.Window window) {
            this.window = window;
            boolean whole = window.length().toNanos() % Duration.ofMinutes(1).toNanos() == 0;
            this.length = whole ? window.length().toMinutes() : 0;
        }

        double available(long minute) {
            return switch (window.shape()) {
                case ALIGNED -> length == 0 ? window.perMinute() : ofPeriod(minute);
                case ROLLING -> length == 0 ? window.perMinute() : ofLast(minute);
                case STEADY -> refilled(minute);
            };
        }

        void spend(long minute, double weight) {
            spent = Math.max(0, spent + weight);
            last = minute;
            if (window.shape() == ProposedQuota.Shape.ROLLING) {
                byMinute.merge(minute, weight, Double::sum);
            }
        }

        private double ofPeriod(long minute) {
            if (last == Long.MIN_VALUE || minute / length != last / length) {
                spent = 0;
            }
            return window.capacity() - spent;
        }

        private double ofLast(long minute) {
            SortedMap<Long, Double> past = byMinute.headMap(minute - length + 1);
            past.clear();
            return window.capacity()
                    - byMinute.values().stream()
                            .mapToDouble(Double::doubleValue)
                            .sum();
        }

        /** What is there at the beginning of the minute, and what comes in it. */
        private double refilled(long minute) {
            double before = last == Long.MIN_VALUE ? 0 : (double) (minute - 1 - last) * window.perMinute();
            spent = Math.max(0, spent - before) - window.perMinute();
            return window.capacity() - spent;
        }
    }
}
