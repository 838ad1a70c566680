package io.zol0.metrics;

/**
 * Somebody was seen at an address.
 *
 * @param caller empty for whoever showed a token that is none of ours
 * @param address of whoever connected: where a proxy stands before the gateway, that of the proxy
 * @param times how often a token was refused; of a caller, how often it was noted, which is no count of calls
 */
public record Visit(String caller, String address, long times) {}
