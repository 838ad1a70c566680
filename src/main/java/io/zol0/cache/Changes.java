package io.zol0.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/** Notes how the answers of one endpoint change, and how often they are asked for, in counts by length of time. */
final class Changes {
    private final AtomicLongArray changed = new AtomicLongArray(Spans.COUNT);
    private final AtomicLongArray unchanged = new AtomicLongArray(Spans.COUNT);
    private final AtomicLongArray asked = new AtomicLongArray(Spans.COUNT);
    private final AtomicLongArray first = new AtomicLongArray(1);
    private final AtomicLongArray runs = new AtomicLongArray(2);

    /** An answer was fetched again after so long, and was another one or not; so was the fetch of it before, or not. */
    void fetched(long afterMillis, boolean anew, boolean anewBefore) {
        if (afterMillis > 0) {
            if (anewBefore) {
                runs.incrementAndGet(0);
                runs.addAndGet(1, anew ? 1 : 0);
            }
            AtomicLongArray counts = anew ? changed : unchanged;
            if (counts.incrementAndGet(Spans.of(afterMillis)) > ChangeRecord.MOST) {
                // What was is forgotten by halves, so that what is counts more.
                halve(changed);
                halve(unchanged);
                halve(runs);
            }
        }
    }

    /** The same was asked for again after so long. */
    void asked(long afterMillis) {
        if (asked.incrementAndGet(Spans.of(Math.max(0, afterMillis))) > ChangeRecord.MOST) {
            halve(asked);
            halve(first);
        }
    }

    /** Something was asked for that was not kept. */
    void askedFirst() {
        first.incrementAndGet(0);
    }

    ChangeRecord record() {
        // Others count meanwhile: never more of a part than of the whole.
        long again = runs.get(1);
        long afterChange = Math.max(again, runs.get(0));
        return new ChangeRecord(longs(changed), longs(unchanged), longs(asked), first.get(0), afterChange, again);
    }

    void add(ChangeRecord record) {
        add(changed, record.changed());
        add(unchanged, record.unchanged());
        add(asked, record.asked());
        first.addAndGet(0, record.first());
        runs.addAndGet(0, record.afterChange());
        runs.addAndGet(1, record.again());
    }

    private static void add(AtomicLongArray counts, List<Long> more) {
        for (int i = 0; i < counts.length(); i++) {
            counts.addAndGet(i, more.get(i));
        }
    }

    private static void halve(AtomicLongArray counts) {
        for (int i = 0; i < counts.length(); i++) {
            counts.updateAndGet(i, count -> count / 2);
        }
    }

    private static List<Long> longs(AtomicLongArray counts) {
        List<Long> values = new ArrayList<>(counts.length());
        for (int i = 0; i < counts.length(); i++) {
            values.add(counts.get(i));
        }
        return values;
    }
}
