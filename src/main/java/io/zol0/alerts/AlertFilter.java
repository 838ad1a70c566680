package io.zol0.alerts;

import java.util.Set;

/**
 * Which alerts are wanted.
 *
 * @param states those it may be in; empty for any
 * @param least the least severe that is wanted
 * @param words each has to be in its sentence, its rule's name or its subject; empty for any
 * @param quiet whether those are wanted too that nobody is told of
 */
public record AlertFilter(Set<AlertState> states, Severity least, String words, boolean quiet) {
    /** Everything that is not over. */
    public static final AlertFilter CURRENT = new AlertFilter(
            Set.of(AlertState.OPEN, AlertState.ACKNOWLEDGED, AlertState.SNOOZED), Severity.INFO, "", true);

    public static final AlertFilter ALL = new AlertFilter(Set.of(), Severity.INFO, "", true);

    public AlertFilter {
        states = Set.copyOf(states);
    }
}
