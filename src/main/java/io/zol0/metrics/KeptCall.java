package io.zol0.metrics;

/**
 * A single call as the history has it.
 *
 * @param id tells calls of one time apart
 */
public record KeptCall(long id, CallSample call) {}
