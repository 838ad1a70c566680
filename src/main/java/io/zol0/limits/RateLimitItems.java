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

    private RateLimitItems() {}

    /** Such as {@code "zol0-weight";q=6000;w=60}; a window shorter than a second has no {@code w}, which is in whole seconds. */
    public static String policy(List<Standing> standings) {
        StringBuilder items = new StringBuilder(40 * standings.size());
        for (Standing standing : standings) {
            name(items, standing).append(";q=").append(integer(standing.allowed()));
            if (standing.period().toMillis() >= 1000) {
                items.append(";w=").append(integer(seconds(standing.period())));
            }
        }
        return items.toString();
    }

    /** Such as {@code "zol0-weight";r=50;t=30}. */
    public static String limit(List<Standing> standings) {
        StringBuilder items = new StringBuilder(40 * standings.size());
        for (Standing standing : standings) {
            name(items, standing)
                    .append(";r=")
                    .append(integer(standing.remaining()))
                    .append(";t=")
                    .append(integer(seconds(standing.fullIn())));
        }
        return items.toString();
    }

    /** The name of an item, without its quotes; as in the {@code violated-policies} of a problem. */
    public static String name(Quota quota, int window) {
        return quota.windows().size() == 1 ? "zol0-" + quota.name() : "zol0-" + quota.name() + "-" + (window + 1);
    }

    private static StringBuilder name(StringBuilder items, Standing standing) {
        if (!items.isEmpty()) {
            items.append(", ");
        }
        return items.append('"')
                .append(name(standing.quota(), standing.window()))
                .append('"');
    }

    private static long integer(long number) {
        return Math.clamp(number, 0, LARGEST);
    }

    /** Rounded up, so that whoever waits so long does not come too early. */
    private static long seconds(Duration time) {
        return time.plusNanos(999_999_999).toSeconds();
    }
}
