package io.zol0.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Who was seen at which address since somebody asked last; beyond {@value #MOST} pairs no more are noted until then. */
final class Visits {
    static final int MOST = 1_000;

    private final Map<Key, LongAdder> seen = new ConcurrentHashMap<>();

    private record Key(String caller, String address) {}

    void note(String caller, String address) {
        Key key = new Key(caller, address);
        LongAdder times = seen.get(key);
        if (times == null && seen.size() < MOST) {
            times = seen.computeIfAbsent(key, k -> new LongAdder());
        }
        if (times != null) {
            times.increment();
        }
    }

    /** What was noted, which is forgotten here then. */
    List<Visit> take() {
        List<Visit> taken = new ArrayList<>();
        for (Key key : List.copyOf(seen.keySet())) {
            LongAdder times = seen.remove(key);
            if (times != null) {
                taken.add(new Visit(key.caller(), key.address(), times.sum()));
            }
        }
        return taken;
    }
}
