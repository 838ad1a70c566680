package io.zol0.gateway;

import io.zol0.limits.Ban;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ban as it is kept, in force or over.
 *
 * @param liftedAt when somebody lifted it; null where it ran to its end, or still does
 * @param liftedWhy the reason that was given for it; null likewise
 */
public record PastBan(
        Ban ban, @Nullable Instant liftedAt, @Nullable String liftedWhy) {}
