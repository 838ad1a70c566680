package io.zol0.catalog;

import java.time.Instant;

/** Every call of an endpoint is kept until a time. */
public record Recording(long endpointId, Instant until) {}
