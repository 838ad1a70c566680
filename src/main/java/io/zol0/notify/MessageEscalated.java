package io.zol0.notify;

/**
 * Nobody took a matter in time, so it went by another channel; published in the transaction that puts it there.
 *
 * @param channel the other channel's name
 */
public record MessageEscalated(String fingerprint, String channel) {}
