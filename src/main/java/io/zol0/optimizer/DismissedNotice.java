package io.zol0.optimizer;

import java.time.Instant;

/**
 * What somebody turned away of what is worth knowing.
 *
 * @param measure how bad it was then
 * @param version of that decision
 */
public record DismissedNotice(
        String key,
        long upstreamId,
        String title,
        double measure,
        String reason,
        String who,
        Instant at,
        long version) {}
