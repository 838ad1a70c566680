package io.zol0.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver answered.
 *
 * @param location where it sends on to; null for nowhere
 * @param retryAfter null where it does not say
 * @param body its beginning
 */
record HookAnswer(
        int status, @Nullable String location, @Nullable Duration retryAfter, String body) {}
