package io.zol0.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the callers of one endpoint in one thread without garbage: open addressing, at most 50 names. */
final class CallerTable {
    private static final int LONGEST_NAME = 64;

    private @Nullable String[] names = new @Nullable String[4];
    private int[] calls = new int[4];
    private int[] failed = new int[4];
    private int size;
    private int otherCalls;
    private int otherFailed;

    void add(String caller, boolean failure) {
        String name = caller.length() <= LONGEST_NAME ? caller : caller.substring(0, LONGEST_NAME);
        int at = find(names, name);
        if (names[at] == null) {
            if (size == Callers.MOST) {
                otherCalls++;
                otherFailed += failure ? 1 : 0;
                return;
            }
            names[at] = name;
            size++;
            if (size * 4 > names.length * 3) {
                grow();
                at = find(names, name);
            }
        }
        calls[at]++;
        failed[at] += failure ? 1 : 0;
    }

    /** What was counted since the last time. */
    List<CallerShare> drain() {
        List<CallerShare> shares = new ArrayList<>(2);
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            if (name != null && calls[i] > 0) {
                shares.add(new CallerShare(name, calls[i], failed[i]));
            }
        }
        if (otherCalls > 0) {
            shares.add(new CallerShare(Callers.OTHER, otherCalls, otherFailed));
        }
        Arrays.fill(calls, 0);
        Arrays.fill(failed, 0);
        otherCalls = 0;
        otherFailed = 0;
        if (size > Callers.MOST / 2) {
            Arrays.fill(names, null);
            size = 0;
        }
        return shares;
    }

    /** Bytes on the heap. */
    int retained() {
        return 48 + Heap.array(names.length, 4) + 2 * Heap.array(names.length, 4) + size * (24 + 40);
    }

    private void grow() {
        @Nullable String[] old = names;
        int[] oldCalls = calls;
        int[] oldFailed = failed;
        names = new @Nullable String[old.length * 2];
        calls = new int[names.length];
        failed = new int[names.length];
        for (int i = 0; i < old.length; i++) {
            String name = old[i];
            if (name != null) {
                int at = find(names, name);
                names[at] = name;
                calls[at] = oldCalls[i];
                failed[at] = oldFailed[i];
            }
        }
    }

    /** Where a name is or would go. */
    @SuppressWarnings("ReferenceEquality")
    private static int find(@Nullable String[] names, String name) {
        int mask = names.length - 1;
        int at = (name.hashCode() * 0x9E3779B9 >>> 16) & mask;
        while (true) {
            String there = names[at];
            if (there == null || there == name || there.equals(name)) {
                return at;
            }
            at = at + 1 & mask;
        }
    }
}
