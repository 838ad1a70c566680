package io.zol0.demo;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What a body is made from: its version, which is the body's entity tag, and the log of its changes. The newest 2,000
 * changes are kept, about half an hour of the busiest feed. Used by one thread.
 */
final class Feed {
    static final int KEPT = 2_000;

    private final String run;
    private final Deque<Change> changes = new ArrayDeque<>();
    private long version;

    /**
     * @param run differs for each run of the exchange, so that no tag of an earlier one matches
     * @param openedAt when the first version came to be
     */
    Feed(String run, Instant openedAt) {
        this.run = run;
        changed(openedAt);
    }

    /** The body is another from {@code at} on and carries the entity tag {@code etag}, quotes included. */
    record Change(Instant at, String etag) {}

    void changed(Instant at) {
        version++;
        if (changes.size() == KEPT) {
            changes.removeFirst();
        }
        changes.addLast(new Change(at, '"' + run + '-' + version + '"'));
    }

    String etag() {
        return changes.getLast().etag();
    }

    /** Oldest first; the oldest kept one tells what was current before the second. */
    List<Change> changes() {
        return List.copyOf(changes);
    }
}
