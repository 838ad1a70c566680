package io.zol0.metrics;

import java.time.Instant;

/**
 * One second of a scope, the point that a live chart adds; or one longer step.
 *
 * @param second with which it begins
 */
public record Tick(Instant second, Stats stats) {}
