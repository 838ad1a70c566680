package io.zol0.api;

import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CachePriority;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * A cache policy as the REST API has it; see {@link CachePolicy} for the fields. What is left out of a request gets its default;
 * the mode is needed. Times by ISO 8601.
 *
 * @param endpoint in answers: method and path template; a request may leave it out
 * @param own in answers: whether the endpoint has a policy of its own and not its upstream's; a request may leave it out
 */
record CachePolicyBody(
        @Nullable String endpoint,
        @Nullable Boolean own,
        @Nullable CacheMode mode,
        @Nullable Duration ttl,
        @Nullable String reason,
        @Nullable Duration staleWhileRevalidate,
        @Nullable Duration staleIfError,
        @Nullable Boolean staleOnRefusal,
        @Nullable Boolean heuristic,
        @Nullable CachePriority priority,
        @Nullable Boolean compress,
        @Nullable Long largestBodyBytes,
        @Nullable Duration leaderWait) {

    static CachePolicyBody of(CachePolicy policy, @Nullable String endpoint, @Nullable Boolean own) {
        return new CachePolicyBody(
                endpoint,
                own,
                policy.mode(),
                policy.ttl(),
                policy.reason(),
                policy.staleWhileRevalidate(),
                policy.staleIfError(),
                policy.staleOnRefusal(),
                policy.heuristic(),
                policy.priority(),
                policy.compress(),
                policy.largestBody().toBytes(),
                policy.leaderWait());
    }

    /**
     * The policy that it asks for.
     *
     * @param place before the names of its fields, such as {@code defaultPolicy.}
     * @throws Unfit where the mode is missing
     */
    CachePolicy toPolicy(String place) {
        Needs needs = new Needs();
        CachePolicy usual = CachePolicy.OFF;
        CachePolicy policy = new CachePolicy(
                needs.of(mode, place + "mode", CacheMode.OFF),
                or(ttl, usual.ttl()),
                or(reason, usual.reason()),
                or(staleWhileRevalidate, usual.staleWhileRevalidate()),
                or(staleIfError, usual.staleIfError()),
                or(staleOnRefusal, usual.staleOnRefusal()),
                or(heuristic, usual.heuristic()),
                or(priority, usual.priority()),
                or(compress, usual.compress()),
                largestBodyBytes == null ? usual.largestBody() : DataSize.ofBytes(largestBodyBytes),
                or(leaderWait, usual.leaderWait()));
        needs.requireNoneMissing();
        return policy;
    }

    private static <T> T or(@Nullable T given, T usual) {
        return given == null ? usual : given;
    }
}
