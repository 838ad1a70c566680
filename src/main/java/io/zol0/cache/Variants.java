package io.zol0.cache;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers kept for one key, the newest first. */
record Variants(List<Stored> all, int weight) {
    Variants(List<Stored> all) {
        this(List.copyOf(all), weigh(all));
    }

    private static int weigh(List<Stored> all) {
        long weight = 0;
        for (Stored stored : all) {
            weight += stored.weight();
        }
        return (int) Math.min(Integer.MAX_VALUE, weight);
    }

    /**
     * With one more, which takes the place of what fits the same requests; of too many, the one that was not used for the longest time
     * goes. Adds to {@code dropped} what is not in it any more.
     */
    static Variants with(@Nullable Variants before, Stored added, int largest, List<Stored> dropped) {
        if (before == null) {
            return new Variants(List.of(added));
        }
        List<Stored> all = new ArrayList<>();
        all.add(added);
        for (Stored stored : before.all) {
            (replaces(added, stored) ? dropped : all).add(stored);
        }
        while (all.size() > largest) {
            Stored oldest = all.get(1);
            for (Stored stored : all.subList(1, all.size())) {
                oldest = stored.usedMillis() < oldest.usedMillis() ? stored : oldest;
            }
            all.remove(oldest);
            dropped.add(oldest);
        }
        return new Variants(all);
    }

    /** Without one; null where nothing is left. */
    @Nullable
    Variants without(Stored removed) {
        List<Stored> rest = new ArrayList<>(all);
        rest.remove(removed);
        return rest.isEmpty() ? null : new Variants(rest);
    }

    /** With an answer in the place of another one; itself where that is not there. */
    Variants replaced(Stored old, Stored by) {
        int place = all.indexOf(old);
        if (place < 0) {
            return this;
        }
        List<Stored> changed = new ArrayList<>(all);
        changed.set(place, by);
        return new Variants(changed);
    }

    private static boolean replaces(Stored added, Stored stored) {
        return added.vary().equals(stored.vary())
                && added.body().coding().equals(stored.body().coding());
    }
}
