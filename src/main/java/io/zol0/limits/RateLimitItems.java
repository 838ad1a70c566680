package io.zol0.limits;

import java.time.Duration;
import java.util.List;

/**
 * Writes {@code RateLimit-Policy} and {@code RateLimit} (draft-ietf-httpapi-ratelimit-headers) for quotas of ours, whose items are
 * named {@code zol0-} and the quota's name, and the window where a quota has several.
 */
public final class RateLimitItems {
    /** RFC 9651 section 3.3.1 allows no larger integer. */
    private static final long LARGEST = 999_999_999_999_999L;

    private static final long NANOS_A_SECOND = 1_000_000_000L;

    private RateLimitItems() {}

    /** Such as {@code "zol0-weight";q=6000;w=60, "zol0-orders";q=90;w=10}. */
    public static String policy(List<Standing> standings) {
        StringBuilder items = new StringBuilder(40 * standings.size());
        for (Standing standing : standings) {
            next(items).append(standing.item().policy());
        }
        return items.toString();
    }

    /** Such as {@code "zol0-weight";r=50;t=30}. */
    public static String limit(List<Standing> standings) {
        StringBuilder items = new StringBuilder(40 * standings.size());
        for (Standing standing : standings) {
            next(items)
                    .append(standing.item().name())
                    .append(";r=")
                    .append(integer(standing.remaining()))
                    .append(";t=")
                    .append(integer(seconds(standing.fullInNanos())));
        }
        return items.toString();
    }

    private static StringBuilder next(StringBuilder items) {
        return items.isEmpty() ? items : items.append(", ");
    }

    /** The name of an item, without its quotes; as in the {@code violated-policies} of a problem. */
    public static String name(Quota quota, int window) {
        return quota.windows().size() == 1 ? "zol0-" + quota.name() : "zol0-" + quota.name() + "-" + (window + 1);
    }

    /** What is always said of a window; one that is shorter than a second has no {@code w}, which is in whole seconds. */
    static RateLimitItem item(Quota quota, int window, long allowed) {
        String name = '"' + name(quota, window) + '"';
        Duration period = quota.windows().get(window).period();
        String within = period.toMillis() >= 1000 ? ";w=" + integer(seconds(period.toNanos())) : "";
        return new RateLimitItem(name, name + ";q=" + integer(allowed) + within);
    }

    private static long integer(long number) {
        return Math.clamp(number, 0, LARGEST);
    }

    /** Rounded up, so that whoever waits so long does not come too early. */
    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, NANOS_A_SECOND);
    }
}
