package io.zol0.optimizer;

import java.util.EnumSet;
import java.util.Set;

/** Where a recommendation stands. */
public enum State {
    FOUND("found"),
    APPROVED("approved, waits for its trial"),
    TRIAL("on trial"),
    WATCHED("kept, watched for a day"),
    DONE("done"),
    DISMISSED("dismissed"),
    /** What was recorded does not say so any more. */
    GONE("no longer advised");

    /** Those of which a setting has one at most. */
    public static final Set<State> OPEN = Set.copyOf(EnumSet.of(FOUND, APPROVED, TRIAL, WATCHED));

    private final String words;

    State(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
