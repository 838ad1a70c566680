package io.zol0.metrics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits on its way from the calls to the history.
 *
 * @param batches what recorders handed over and is not in the windows yet
 * @param mostBatches how many of them may wait
 * @param minutes measured minutes that wait for the database
 * @param bytes memory those minutes take
 * @param mostBytes memory they may take before the oldest become coarser
 * @param oldest beginning of the oldest waiting minute; null where none waits
 * @param failure why the last attempt to write failed, in words; null where it did not
 */
public record Backlog(
        int batches,
        int mostBatches,
        int minutes,
        long bytes,
        long mostBytes,
        @Nullable Instant oldest,
        @Nullable String failure) {}
