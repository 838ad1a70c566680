package io.zol0.api;

import io.zol0.metrics.Answer;

/** A question to the history while that cannot be read. */
final class HistoryAway extends RuntimeException {
    private HistoryAway(String reason) {
        super(reason + " Live figures go on: ask for a window of an hour or less.");
    }

    /**
     * What the history said.
     *
     * @throws HistoryAway where it cannot be read now
     */
    static <T> T require(Answer<T> answer) {
        return switch (answer) {
            case Answer.Found<T>(T value) -> value;
            case Answer.Unavailable<T>(String reason) -> throw new HistoryAway(reason);
        };
    }
}
