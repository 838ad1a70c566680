package io.zol0.catalog;

import java.util.List;

/** A change cannot be taken back alone, for the setting was changed again since; nothing was changed. */
public final class ChangedSince extends RuntimeException {
    private final transient List<AppliedChange> later;

    /** @param later at least one, the newest first */
    ChangedSince(List<AppliedChange> later) {
        super("%s was changed %s since, last by %s. Take the newest change back first, or all of them together."
                .formatted(
                        later.getFirst().setting().kind().words() + " "
                                + later.getFirst().subject(),
                        later.size() == 1 ? "once more" : later.size() + " times",
                        later.getFirst().who()));
        this.later = List.copyOf(later);
    }

    /** The changes since, the newest first: with its number {@link Catalog#revert(long, long)} takes all of them back. */
    public List<AppliedChange> later() {
        return later;
    }
}
