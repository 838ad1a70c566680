package io.zol0.cache;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which answers have which tag, so that a purge by tag does not go through everything. An answer is in it before it is in the store, and
 * stays until it has left. As large as the store lets it be: an answer's tags are part of its weight. Safe for several threads.
 */
final class TagIndex {
    /** What a tag of an answer takes in it beside its text: an entry, and a set of its own where no other answer has the tag. */
    static final int BYTES_PER_TAG = 240;

    private record Tagged(long upstreamId, String tag) {}

    private final ConcurrentHashMap<Tagged, Set<Stored>> answers = new ConcurrentHashMap<>();

    void add(Stored stored) {
        for (String tag : stored.tags()) {
            answers.compute(new Tagged(stored.key().upstreamId(), tag), (key, known) -> {
                Set<Stored> of = known == null ? ConcurrentHashMap.newKeySet(1) : known;
                of.add(stored);
                return of;
            });
        }
    }

    void remove(Stored stored) {
        for (String tag : stored.tags()) {
            answers.computeIfPresent(new Tagged(stored.key().upstreamId(), tag), (key, of) -> {
                of.remove(stored);
                return of.isEmpty() ? null : of;
            });
        }
    }

    /** The answers of an upstream with that tag, as they are while one looks. */
    List<Stored> of(long upstreamId, String tag) {
        return List.copyOf(answers.getOrDefault(new Tagged(upstreamId, tag), Set.of()));
    }

    /** Tags that some answer has. */
    int size() {
        return answers.size();
    }
}
