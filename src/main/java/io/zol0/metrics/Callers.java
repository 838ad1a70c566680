package io.zol0.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who called an endpoint in the last hour, and how long that took, in steps of five minutes; beyond 50 callers the rest counts as one.
 * What is reported late counts in the running step. Where the times of all of them take more than {@value #MOST_TIMES} bytes, those
 * of the oldest steps go, and the counts stay.
 */
final class Callers {
    static final int MOST = 50;
    static final int MOST_TIMES = 512 * 1024;
    static final String OTHER = "(other)";
    static final int STEP_SECONDS = 300;
    private static final int STEPS = 12;

    /** Where the newest times of the running step are, which are few, so that not every second all of the step are written anew. */
    private static final int NEWEST = STEPS;

    private static final int MOST_NEWEST = 256;
    private static final Comparator<CallerShare> BUSIEST =
            Comparator.comparingLong(CallerShare::calls).reversed().thenComparing(CallerShare::caller);

    private final Map<String, Counted> byName = new HashMap<>(4);
    private long step = Long.MIN_VALUE;
    private int retained = 144;
    private int retainedTimes;

    /** What is known of a caller by step: calls, then failures, and times. */
    private static final class Counted {
        final int[] counts = new int[2 * STEPS];
        final Sketch[] times = new Sketch[STEPS + 1];

        Counted() {
            Arrays.fill(times, Sketch.EMPTY);
        }

        long calls() {
            return sum(0);
        }

        CallerShare share(String name) {
            return new CallerShare(name, calls(), sum(STEPS));
        }

        private long sum(int from) {
            long sum = 0;
            for (int i = from; i < from + STEPS; i++) {
                sum += counts[i];
            }
            return sum;
        }
    }

    void add(long second, CallerTimes what) {
        moveTo(second / STEP_SECONDS);
        Counted counted = count(what.share(), slot(step));
        add(counted, NEWEST, what.times());
        if (counted.times[NEWEST].size() > MOST_NEWEST) {
            settle(counted);
        }
    }

    void absorb(Callers other) {
        if (other.step > step) {
            moveTo(other.step);
        }
        other.byName.forEach((name, counted) -> {
            other.settle(counted);
            for (int i = 0; i < STEPS; i++) {
                if (other.step - age(other.step, i) > step - STEPS && counted.counts[i] > 0) {
                    CallerShare share = new CallerShare(name, counted.counts[i], counted.counts[STEPS + i]);
                    add(count(share, i), i, counted.times[i]);
                }
            }
        });
    }

    /** The callers of the last hour, busiest first. */
    List<CallerShare> shares(long second) {
        moveTo(second / STEP_SECONDS);
        List<CallerShare> shares = new ArrayList<>();
        byName.forEach((name, counted) -> shares.add(counted.share(name)));
        shares.sort(BUSIEST);
        return shares;
    }

    /** The same with their times. */
    List<CallerTimes> times(long second) {
        moveTo(second / STEP_SECONDS);
        List<CallerTimes> all = new ArrayList<>();
        byName.forEach((name, counted) -> all.add(new CallerTimes(counted.share(name), Sketch.sum(counted.times))));
        all.sort(Comparator.comparing(CallerTimes::share, BUSIEST));
        return all;
    }

    /** The callers of one step of five minutes, counted since 1970; none where it is not kept any more. */
    List<CallerTimes> timesOf(long asked) {
        List<CallerTimes> all = new ArrayList<>();
        if (asked <= step && asked > step - STEPS) {
            int at = slot(asked);
            byName.forEach((name, counted) -> {
                settle(counted);
                if (counted.counts[at] > 0) {
                    all.add(new CallerTimes(
                            new CallerShare(name, counted.counts[at], counted.counts[STEPS + at]), counted.times[at]));
                }
            });
        }
        return all;
    }

    /** Bytes on the heap. */
    int retained() {
        return retained + retainedTimes;
    }

    private Counted count(CallerShare share, int slot) {
        Counted counted = byName.get(share.caller());
        if (counted == null) {
            counted = byName.computeIfAbsent(byName.size() < MOST ? share.caller() : OTHER, any -> new Counted());
            weigh();
        }
        int[] counts = counted.counts;
        counts[slot] = (int) Math.min(Integer.MAX_VALUE, counts[slot] + share.calls());
        counts[STEPS + slot] = (int) Math.min(Integer.MAX_VALUE, counts[STEPS + slot] + share.failed());
        return counted;
    }

    private void add(Counted counted, int slot, Sketch times) {
        set(counted, slot, counted.times[slot].merge(times));
        for (long old = step - STEPS + 1; retainedTimes > MOST_TIMES && old <= step; old++) {
            forgetTimes(slot(old));
        }
    }

    private void moveTo(long newest) {
        if (step == Long.MIN_VALUE) {
            step = newest;
        }
        if (newest <= step) {
            return;
        }
        byName.values().forEach(this::settle);
        for (long passed = Math.max(step + 1, newest - STEPS + 1); passed <= newest; passed++) {
            int slot = slot(passed);
            for (Counted counted : byName.values()) {
                counted.counts[slot] = 0;
                counted.counts[STEPS + slot] = 0;
            }
            forgetTimes(slot);
        }
        byName.values().removeIf(counted -> counted.calls() == 0);
        step = newest;
        weigh();
    }

    private void forgetTimes(int slot) {
        byName.values().forEach(counted -> set(counted, slot, Sketch.EMPTY));
    }

    /** Adds the newest times to those of the running step. */
    private void settle(Counted counted) {
        Sketch newest = counted.times[NEWEST];
        if (!newest.isEmpty()) {
            set(counted, NEWEST, Sketch.EMPTY);
            add(counted, slot(step), newest);
        }
    }

    private void set(Counted counted, int slot, Sketch times) {
        retainedTimes += times.retained() - counted.times[slot].retained();
        counted.times[slot] = times;
    }

    private void weigh() {
        int bytes = 80 + Heap.array(Math.max(4, byName.size() * 2), 4);
        for (String name : byName.keySet()) {
            bytes += 32 + Heap.string(name) + 24 + Heap.array(2 * STEPS, 4) + Heap.array(STEPS + 1, 4);
        }
        retained = bytes;
    }

    private static int slot(long step) {
        return (int) Math.floorMod(step, STEPS);
    }

    private static long age(long newest, int slot) {
        return Math.floorMod(newest - slot, STEPS);
    }
}
