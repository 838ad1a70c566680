package io.zol0.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in the last day that has to do with security.
 *
 * @param failedLogins in the last day
 * @param failedPath the page that lists them
 * @param failedBefore a day on average in the four weeks before
 * @param origins of failed sign-ins in the last day, the most first
 * @param newOrigins addresses of sign-ins in the last day that were not seen in the four weeks before
 * @param tokensRefused calls with a token that is none of ours, in the last day
 * @param refusedFrom addresses from which the gateway was shown such tokens in the last day, the most first
 * @param newAddresses addresses of callers of the gateway that were not seen in the 90 days before the last one, the newest first; none
 *     where {@link #addressesKnown()} is false
 * @param addressesSince since when addresses of callers are noted; null where none was
 * @param newCallers callers in the last day that did not call in the week before; empty as well where nothing is known of that
 * @param blocked calls that ZoL0 refused in the last day, by endpoint, the most first
 */
public record SecurityPicture(
        Instant at,
        long failedLogins,
        String failedPath,
        double failedBefore,
        List<Counted> origins,
        List<String> newOrigins,
        double tokensRefused,
        List<Counted> refusedFrom,
        List<NewAddress> newAddresses,
        @Nullable Instant addressesSince,
        List<String> newCallers,
        List<Changed> changed,
        List<Counted> blocked) {
    private static final Duration DAY = Duration.ofDays(1);

    /** Whether addresses of callers have been noted for a day, before which every one would be a new one. */
    public boolean addressesKnown() {
        return isKnown(addressesSince, at);
    }

    /** Whether something has been noted for a day. */
    static boolean isKnown(@Nullable Instant since, Instant now) {
        return since != null && !since.isAfter(now.minus(DAY));
    }

    /** Whether far more sign-ins failed than usual. */
    public boolean failsUnusually() {
        return failedLogins > 5 + 3 * failedBefore;
    }

    /** What is out of the ordinary, or that nothing is, with what was refused. */
    public String sentence() {
        List<String> unusual = new ArrayList<>();
        if (failsUnusually()) {
            unusual.add("far more sign-ins failed than usual");
        }
        if (!changed.isEmpty()) {
            unusual.add(some(changed.size(), "caller") + " changed what "
                    + (changed.size() == 1 ? "it calls" : "they call"));
        }
        if (!newCallers.isEmpty()) {
            unusual.add(some(newCallers.size(), "caller") + (newCallers.size() == 1 ? " is new" : " are new"));
        }
        if (!newAddresses.isEmpty()) {
            unusual.add("callers came from " + some(newAddresses.size(), "new address", "new addresses"));
        }
        if (!newOrigins.isEmpty()) {
            unusual.add("people signed in from " + some(newOrigins.size(), "new address", "new addresses"));
        }
        long refused = blocked.stream().mapToLong(Counted::count).sum();
        return "%s %s and %s in the last day."
                .formatted(
                        unusual.isEmpty()
                                ? "Nothing out of the ordinary:"
                                : "To look at: " + String.join(", ", unusual) + ".",
                        some(failedLogins, "failed sign-in"),
                        some(refused, "blocked call"));
    }

    private static String some(long count, String what) {
        return some(count, what, what + "s");
    }

    private static String some(long count, String one, String several) {
        return "%,d %s".formatted(count, count == 1 ? one : several);
    }

    /**
     * Something with how often it was.
     *
     * @param path of the page that says more; empty for none
     */
    public record Counted(String name, String path, long count) {}

    /**
     * A caller whose calls are spread otherwise than in the week before.
     *
     * @param path the page that says what it called
     * @param distance of the mixtures of endpoints, 0 to 1
     * @param byChance what it would be by chance alone
     */
    public record Changed(String caller, String path, double distance, double byChance, long calls) {}

    /**
     * A caller of the gateway at an address at which it was not seen before.
     *
     * @param path the page that says what it called
     */
    public record NewAddress(String caller, String path, String address, Instant first, Instant last) {}
}
