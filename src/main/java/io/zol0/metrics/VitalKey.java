package io.zol0.metrics;

/** What a sketch of a vital is of. */
record VitalKey(long pageId, Device device, Vital vital) {}
