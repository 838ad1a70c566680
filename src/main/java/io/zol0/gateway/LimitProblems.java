package io.zol0.gateway;

import io.zol0.catalog.Endpoint;
import io.zol0.limits.Refused;
import java.time.Duration;

/** What a caller is told that limits do not let through; two types are those of draft-ietf-httpapi-ratelimit-headers. */
final class LimitProblems {
    private static final String TYPES = "https://iana.org/assignments/http-problem-types#";
    private static final String EXCEEDED = TYPES + "quota-exceeded";
    private static final String REDUCED = TYPES + "temporary-reduced-capacity";
    private static final String DENIED = "http_request_denied";

    private LimitProblems() {}

    static Problem of(Refused no) {
        Problem.Limit limit = new Problem.Limit(
                no.quota() == null ? null : no.quota().name(),
                no.mayComeBack() ? seconds(no.comeBack()) : 0,
                no.stale());
        return switch (no.why()) {
            case EMPTY, TOO_HEAVY ->
                new Problem(429, EXCEEDED, "Quota exceeded", no.detail(), DENIED, null, null, limit);
            case QUEUE_FULL, FROZEN ->
                new Problem(503, REDUCED, "Temporarily reduced capacity", no.detail(), DENIED, null, null, limit);
            case TOO_LATE -> new Problem(504, "too-late", "Too late", no.detail(), DENIED, null, null, limit);
        };
    }

    /** The endpoint's breaker is open. */
    static Problem broken(String upstream, Endpoint endpoint, long waitNanos) {
        return reduced(
                endpoint.method() + " " + endpoint.template() + " of " + upstream
                        + " fails or is slow too often, so ZoL0 holds calls back and tries again in a while.",
                seconds(Duration.ofNanos(waitNanos)));
    }

    /** As many calls are at the upstream as it takes at once. */
    static Problem tooMany(String upstream, int limit) {
        return reduced(
                (limit == 1 ? "There is 1 call at " : "There are " + limit + " calls at ") + upstream
                        + " already, and more would only make all of them slower; try again.",
                1);
    }

    private static Problem reduced(String detail, long retryAfter) {
        return new Problem(
                503,
                REDUCED,
                "Temporarily reduced capacity",
                detail,
                DENIED,
                null,
                null,
                new Problem.Limit(null, retryAfter, false));
    }

    /** Rounded up: whoever waits so long is not refused again. */
    private static long seconds(Duration time) {
        return Math.max(1, time.plusNanos(999_999_999).toSeconds());
    }
}
