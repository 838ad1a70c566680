package io.zol0.notify;

import java.util.List;

/** What came of a change. */
public sealed interface Outcome<T> {
    /** It is so now. */
    record Saved<T>(T now) implements Outcome<T> {}

    /** Something is wrong with it; nothing was changed. */
    record Refused<T>(List<Flaw> flaws) implements Outcome<T> {
        public Refused {
            flaws = List.copyOf(flaws);
        }
    }

    /** Somebody else changed it since it was read; nothing was changed. */
    record Stale<T>(T now) implements Outcome<T> {}

    /** It is not there any more. */
    record Gone<T>() implements Outcome<T> {}
}
