package io.zol0.ingest;

/**
 * What became of an export of telemetry.
 *
 * @param counted calls that count
 * @param rejected spans or data points of HTTP clients that do not
 * @param message why not, in words; empty where all count
 */
public record OtlpTaken(long counted, long rejected, String message) {}
