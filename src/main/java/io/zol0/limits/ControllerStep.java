package io.zol0.limits;

import java.time.Instant;

/**
 * One move of a quota's operating level, for a recorded series.
 *
 * @param at when
 * @param quotaId the quota it is about
 * @param upstreamId its upstream
 * @param from weight let through within the first window before
 * @param to the same after
 * @param reason why, as a sentence
 * @param applied whether it was moved; false where the controller only says what it would do
 */
public record ControllerStep(
        Instant at, long quotaId, long upstreamId, long from, long to, String reason, boolean applied) {}
