package io.zol0.metrics;

/**
 * What a series is about.
 *
 * @param id the thing's id in its room; 0 for the whole of ZoL0
 * @param upstreamId the upstream with which it goes when that is removed; 0 where it belongs to none
 */
public record Subject(Kind kind, long id, long upstreamId) {
    /** ZoL0 as a whole, or the machine it runs on. */
    public static final Subject WHOLE = new Subject(Kind.WHOLE, 0, 0);

    /** The kinds of things that have series; stored by name. */
    public enum Kind {
        WHOLE,
        UPSTREAM,
        ENDPOINT,
        QUOTA,
        /** A page as browsers see it; its name is kept beside. */
        PAGE,
        /** Labels of a figure that somebody reports; their text is kept beside. */
        LABELS;

        /** Whether its subjects have no row of their own anywhere, but a name that is kept beside. */
        public boolean isNamed() {
            return this == PAGE || this == LABELS;
        }
    }

    public static Subject upstream(long id) {
        return new Subject(Kind.UPSTREAM, id, id);
    }

    public static Subject endpoint(long id, long upstreamId) {
        return new Subject(Kind.ENDPOINT, id, upstreamId);
    }

    /** A quota of one upstream, or with an upstream of 0 one across several. */
    public static Subject quota(long id, long upstreamId) {
        return new Subject(Kind.QUOTA, id, upstreamId);
    }

    /** One that is known by its name alone; its id is the first 63 bits of SHA-256 of that. */
    public static Subject named(Kind kind, String name) {
        if (!kind.isNamed()) {
            throw new IllegalArgumentException("A " + kind + " has an id of its own, and is not known by its name.");
        }
        return new Subject(kind, SeriesKey.hash(name), 0);
    }

    /** Whether the other is gone when this one is: the same, or of an upstream that this is. */
    boolean takesAlong(Subject other) {
        return equals(other) || (kind == Kind.UPSTREAM && other.upstreamId == id);
    }
}
