package io.zol0.metrics;

/**
 * What measuring did and takes.
 *
 * @param calls calls that came into the windows
 * @param unsampled failed or refused calls of which no single sample was kept, since there were too many at a time
 * @param heldBack how often a recorder had to keep what it counted since too much waited
 * @param mergedEndpoints how many endpoints were merged into the {@code (other)} of their upstream for want of memory
 * @param bytes memory of everything live
 * @param batches what recorders handed over and is not in the windows yet
 * @param mostBatches how many of them may wait
 */
public record Effort(
        long calls, long unsampled, long heldBack, long mergedEndpoints, long bytes, int batches, int mostBatches) {}
