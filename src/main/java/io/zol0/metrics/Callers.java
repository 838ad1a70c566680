package io.zol0.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who called an endpoint in the last hour, in steps of five minutes; beyond 50 callers the rest counts as one. */
final class Callers {
    static final int MOST = 50;
    static final String OTHER = "(other)";
    private static final int STEP_SECONDS = 300;
    private static final int STEPS = 12;

    /** Calls by step, then failures by step. */
    private final Map<String, int[]> byName = new HashMap<>(4);

    private long step = Long.MIN_VALUE;
    private int retained = 144;

    void add(long second, CallerShare share) {
        moveTo(second / STEP_SECONDS);
        add(share.caller(), slot(step), share.calls(), share.failed());
    }

    void absorb(Callers other) {
        if (other.step > step) {
            moveTo(other.step);
        }
        other.byName.forEach((name, counts) -> {
            for (int i = 0; i < STEPS; i++) {
                if (other.step - age(other.step, i) > step - STEPS && counts[i] > 0) {
                    add(name, i, counts[i], counts[STEPS + i]);
                }
            }
        });
    }

    /** The callers of the last hour, busiest first. */
    List<CallerShare> shares(long second) {
        moveTo(second / STEP_SECONDS);
        List<CallerShare> shares = new ArrayList<>();
        byName.forEach((name, counts) ->
                shares.add(new CallerShare(name, sum(counts, 0, STEPS), sum(counts, STEPS, 2 * STEPS))));
        shares.sort(Comparator.comparingLong(CallerShare::calls).reversed().thenComparing(CallerShare::caller));
        return shares;
    }

    /** The callers of one step of five minutes that has ended, counted since 1970; none where it is not kept any more. */
    List<CallerShare> sharesOf(long ended) {
        List<CallerShare> shares = new ArrayList<>();
        if (ended <= step && ended > step - STEPS) {
            int at = slot(ended);
            byName.forEach((name, counts) -> {
                if (counts[at] > 0) {
                    shares.add(new CallerShare(name, counts[at], counts[STEPS + at]));
                }
            });
        }
        return shares;
    }

    /** Bytes on the heap. */
    int retained() {
        return retained;
    }

    private void add(String name, int slot, long calls, long failed) {
        int[] counts = byName.get(name);
        if (counts == null) {
            counts = byName.computeIfAbsent(byName.size() < MOST ? name : OTHER, n -> new int[2 * STEPS]);
            weigh();
        }
        counts[slot] = (int) Math.min(Integer.MAX_VALUE, counts[slot] + calls);
        counts[STEPS + slot] = (int) Math.min(Integer.MAX_VALUE, counts[STEPS + slot] + failed);
    }

    private void moveTo(long newest) {
        if (step == Long.MIN_VALUE) {
            step = newest;
        }
        if (newest <= step) {
            return;
        }
        for (long passed = Math.max(step + 1, newest - STEPS + 1); passed <= newest; passed++) {
            int slot = slot(passed);
            for (int[] counts : byName.values()) {
                counts[slot] = 0;
                counts[STEPS + slot] = 0;
            }
        }
        byName.values().removeIf(counts -> sum(counts, 0, STEPS) == 0);
        step = newest;
        weigh();
    }

    private void weigh() {
        int bytes = 80 + Heap.array(Math.max(4, byName.size() * 2), 4);
        for (String name : byName.keySet()) {
            bytes += 32 + Heap.string(name) + Heap.array(2 * STEPS, 4);
        }
        retained = bytes;
    }

    private static long sum(int[] counts, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += counts[i];
        }
        return sum;
    }

    private static int slot(long step) {
        return (int) Math.floorMod(step, STEPS);
    }

    private static long age(long newest, int slot) {
        return Math.floorMod(newest - slot, STEPS);
    }
}
