package io.zol0.metrics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits of named series on its way to the history.
 *
 * @param minutes recorded minutes that wait for the database
 * @param bytes memory they and their notes take
 * @param mostBytes memory they may take before the oldest become coarser
 * @param oldest beginning of the oldest waiting minute; null where none waits
 * @param lost how many minutes of single series were lost for want of memory, as far as the database has been told
 * @param failure why the last attempt to write failed, in words; null where it did not
 */
public record SeriesBacklog(
        int minutes,
        long bytes,
        long mostBytes,
        @Nullable Instant oldest,
        long lost,
        @Nullable String failure) {}
