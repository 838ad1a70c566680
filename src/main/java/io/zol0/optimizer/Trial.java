package io.zol0.optimizer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recommendation on trial: slices of time with the advice in force and without it, compared in pairs.
 *
 * @param endedAt null before the verdict
 * @param washout at the beginning of each slice, not counted: what was before still shows
 * @param slicesNeeded so many at most; a clear difference ends it earlier
 * @param slowFrom calls that take longer were one in a hundred before
 * @param before what happened in the hour before it: calls, and which of them failed, were refused by the provider or slow
 * @param arm what is in force
 * @param slice number of the slice that runs
 * @param appliedChange the setting change that put the advice in force; 0 where it is not
 * @param inForce the setting's version while nobody else changes it
 * @param effect by how much less the aim is with the advice; null before there is a figure
 */
public record Trial(
        long recommendationId,
        Instant beganAt,
        @Nullable Instant endedAt,
        Duration sliceLength,
        Duration washout,
        int slicesNeeded,
        Duration slowFrom,
        Counts before,
        Arm arm,
        int slice,
        long appliedChange,
        long inForce,
        @Nullable Difference effect,
        String reason,
        List<Slice> slices) {
    public Trial {
        slices = List.copyOf(slices);
    }

    /** The mean of the differences between slices with the advice and without it; below 0 is better. */
    public record Difference(double mean, double low, double high) {}

    /** Slices that are over and count. */
    public int slicesDone() {
        return (int) slices.stream()
                .filter(slice -> slice.usable() && slice.endedAt() != null && slice.arm() != Arm.WATCH)
                .count();
    }

    /** All that was counted in slices of an arm. */
    public Counts total(Arm of) {
        return slices.stream()
                .filter(slice -> slice.usable() && slice.arm() == of)
                .map(Slice::counts)
                .reduce(Counts.NONE, Counts::plus);
    }

    @Nullable
    Slice running() {
        return slices.stream()
                .filter(each -> each.number() == slice)
                .findFirst()
                .orElse(null);
    }
}
