package io.zol0.insight;

import java.time.Instant;
import java.util.List;

/**
 * The level of a quantity changed for good.
 *
 * @param before median before, up to the change before this one
 * @param after median since, up to the next change
 * @param size in standard deviations of what it does by itself
 * @param happenings what happened just before, the newest first
 */
public record LevelChange(
        Quantity quantity, Instant at, double before, double after, double size, List<Happening> happenings) {}
