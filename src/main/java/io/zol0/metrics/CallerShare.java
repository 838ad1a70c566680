package io.zol0.metrics;

/** How many calls and failures one caller had in a window. */
public record CallerShare(String caller, long calls, long failed) {}
