package io.zol0.limits;

/**
 * A controller moved its level.
 *
 * @param from weight within the first window
 * @param to the same after
 * @param reason why, as a sentence
 */
public record Move(long from, long to, String reason) {}
