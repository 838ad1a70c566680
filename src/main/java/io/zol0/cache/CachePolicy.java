package io.zol0.cache;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * How the answers of one endpoint are cached, as it is set.
 *
 * @param mode who decides how long an answer is fresh
 * @param ttl freshness with {@code OWN_TTL}, 1 s to 30 days; zero in the other modes
 * @param reason why the origin's word is overridden with {@code OWN_TTL}, 1 to 200 characters; empty in the other modes
 * @param staleWhileRevalidate for how long past its freshness an answer is served while it is fetched anew; zero for what the
 *     origin says
 * @param staleIfError for how long past its freshness an answer is served when the upstream fails; zero for what the origin says
 * @param staleOnRefusal whether an answer past its freshness, within {@code staleIfError} or an hour, is served when the
 *     provider or a quota refuses the call
 * @param heuristic whether answers without a word on freshness get a tenth of their age (RFC 9111 section 4.2.2)
 * @param priority what is kept longer when the cache is full
 * @param compress whether bodies of some size are kept compressed
 * @param largestBody bodies above are passed on and not kept; 1 B to 64 MB
 * @param leaderWait longest time that calls wait for an identical one under way before they go on their own; zero for no
 *     collapsing; at most 30 s
 */
public record CachePolicy(
        CacheMode mode,
        Duration ttl,
        String reason,
        Duration staleWhileRevalidate,
        Duration staleIfError,
        boolean staleOnRefusal,
        boolean heuristic,
        CachePriority priority,
        boolean compress,
        DataSize largestBody,
        Duration leaderWait) {
    /** Nothing is cached: what an endpoint has that nobody set. */
    public static final CachePolicy OFF = new CachePolicy(
            CacheMode.OFF,
            Duration.ZERO,
            "",
            Duration.ZERO,
            Duration.ZERO,
            false,
            false,
            CachePriority.MEDIUM,
            true,
            DataSize.ofMegabytes(8),
            Duration.ofSeconds(5));

    /** The origin decides. */
    public static final CachePolicy ORIGIN = new CachePolicy(
            CacheMode.ORIGIN,
            Duration.ZERO,
            "",
            Duration.ZERO,
            Duration.ZERO,
            false,
            false,
            CachePriority.MEDIUM,
            true,
            DataSize.ofMegabytes(8),
            Duration.ofSeconds(5));
}
