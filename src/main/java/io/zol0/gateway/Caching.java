package io.zol0.gateway;

import io.zol0.cache.AnswerCache;
import io.zol0.cache.Flights;
import java.util.function.LongSupplier;

/**
 * What the gateway caches with.
 *
 * @param clockMillis time in milliseconds since 1970
 */
record Caching(AnswerCache cache, Flights flights, PolicySource policies, LongSupplier clockMillis) {}
