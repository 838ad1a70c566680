package io.zol0.optimizer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A slice of a trial's time.
 *
 * @param number from 1, in the order of time
 * @param endedAt null while it runs
 * @param readTo until when what happened was counted
 * @param usable not, where it was interrupted: it is repeated then
 */
public record Slice(
        int number,
        Arm arm,
        Instant beganAt,
        @Nullable Instant endedAt,
        Instant readTo,
        boolean usable,
        Counts counts) {}
