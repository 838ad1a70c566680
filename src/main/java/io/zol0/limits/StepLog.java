package io.zol0.limits;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The operating level as it is recorded: moved when the estimate is a twentieth away from it, not more often than once in a
 * window or ten seconds unless it is a fifth.
 */
final class StepLog {
    private static final double WORTH_SAYING = 0.05;
    private static final double URGENT = 0.2;
    private static final double SHORTEST = 10;

    private final double least;
    private long level;
    private double movedAt = Double.NEGATIVE_INFINITY;

    /** @param seconds length of the window */
    StepLog(long level, double seconds) {
        this.level = level;
        this.least = Math.max(SHORTEST, seconds);
    }

    long level() {
        return level;
    }

    /** Null where it stays. */
    @Nullable
    Move move(double now, long to, Supplier<String> reason) {
        double moved = Math.abs(to - level) / (double) Math.max(1, level);
        if (moved < WORTH_SAYING || (moved < URGENT && now - movedAt < least)) {
            return null;
        }
        Move move = new Move(level, to, reason.get());
        level = to;
        movedAt = now;
        return move;
    }
}
