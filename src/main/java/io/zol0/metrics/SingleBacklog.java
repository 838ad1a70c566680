package io.zol0.metrics;

import org.jspecify.annotations.Nullable;

/**
 * Single calls on their way to the history.
 *
 * @param waiting how many wait for the database
 * @param bytes memory they take
 * @param mostBytes memory they may take before further ones are dropped
 * @param written how many were written
 * @param dropped how many were dropped
 * @param failure why the last attempt to write failed, in words; null where it did not
 */
public record SingleBacklog(
        int waiting,
        long bytes,
        long mostBytes,
        long written,
        long dropped,
        @Nullable String failure) {}
