package io.zol0.cache;

import static io.zol0.cache.DirectiveReader.ABSENT;
import static io.zol0.cache.DirectiveReader.BROKEN;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Whether an answer may be kept, and on which terms (RFC 9111 sections 3 and 4.2). */
sealed interface Storing {
    /** It may. */
    record Yes(Terms terms) implements Storing {}

    /** It may not: a short word on why, as in the detail of {@code Cache-Status}. */
    record No(String reason) implements Storing {}

    /** A tenth of the time since the last change (RFC 9111 section 4.2.2), and never longer than a day. */
    long LONGEST_HEURISTIC_SECONDS = 86_400;

    /** How long an answer helps out on a refusal where the policy names no time for failures. */
    Duration ON_REFUSAL = Duration.ofHours(1);

    /** RFC 9110 section 15.1, without 206. */
    Set<Integer> HEURISTIC = Set.of(200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501);

    /** What an own TTL is for; whatever else an upstream answers is kept by its own word only. */
    Set<Integer> OWN = Set.of(200, 203, 204, 300, 301, 308, 410);

    /** Statuses of RFC 9110 whose meaning for a cache is known. */
    Set<Integer> UNDERSTOOD = Set.of(
            200, 201, 202, 203, 204, 205, 300, 301, 302, 303, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408,
            409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 426, 500, 501, 502, 503, 504, 505);

    /**
     * Decides about an answer to GET, or to what stands for one.
     *
     * @param bodyBytes length of the body as the head says; -1 for not known
     */
    static Storing decide(
            CachePolicy policy, int status, Fields answer, long bodyBytes, long sentMillis, long arrivedMillis) {
        if (status < 200 || status == 206 || status == 304) {
            return new No(status == 206 ? "partial" : "status");
        }
        if (bodyBytes > policy.largestBody().toBytes()) {
            return new No("too-large");
        }
        if (Vary.isAny(answer)) {
            return new No("vary-any");
        }
        AnswerDirectives said = AnswerDirectives.of(answer);
        boolean own = policy.mode() == CacheMode.OWN_TTL && OWN.contains(status);
        boolean setsCookie = answer.first("set-cookie") != null;
        if (own) {
            return setsCookie
                    ? new No("sets-cookie")
                    : new Yes(ownTerms(policy, said, answer, sentMillis, arrivedMillis));
        }
        if (said.mustUnderstand() ? !UNDERSTOOD.contains(status) : said.noStore()) {
            return new No(said.mustUnderstand() ? "status-not-understood" : "no-store");
        }
        if (said.isPrivate()) {
            return new No("private");
        }
        long date = Age.dateMillis(answer, arrivedMillis);
        long explicit = explicitSeconds(said, answer, date, arrivedMillis);
        boolean heuristic = HEURISTIC.contains(status) || said.isPublic();
        if (explicit == ABSENT && (!heuristic || setsCookie)) {
            return new No(setsCookie ? "sets-cookie" : "no-freshness");
        }
        long lifetime = explicit != ABSENT
                ? Math.max(0, explicit)
                : policy.heuristic() ? heuristicSeconds(answer, date, arrivedMillis) : 0;
        Terms terms = originTerms(policy, said, lifetime, answer, date, sentMillis, arrivedMillis);
        return isUseful(terms, answer) ? new Yes(terms) : new No("no-freshness");
    }

    /** Whether it could ever be served, at once or after asking. */
    private static boolean isUseful(Terms terms, Fields answer) {
        return terms.freshUntilMillis() > terms.arrivedMillis()
                || terms.ifErrorUntilMillis() > terms.arrivedMillis()
                || terms.whileRevalidateUntilMillis() > terms.arrivedMillis()
                || terms.onRefusalUntilMillis() > terms.arrivedMillis()
                || answer.first("etag") != null
                || answer.first("last-modified") != null;
    }

    /** {@link DirectiveReader#ABSENT} where the answer says nothing; 0 where it cannot be read. */
    private static long explicitSeconds(AnswerDirectives said, Fields answer, long dateMillis, long arrivedMillis) {
        if (said.sharedMaxAge() != ABSENT) {
            return Math.max(0, said.sharedMaxAge());
        }
        if (said.maxAge() != ABSENT) {
            return Math.max(0, said.maxAge());
        }
        if (said.targeted()) {
            return ABSENT;
        }
        List<String> lines = answer.all("expires");
        if (lines.isEmpty()) {
            return ABSENT;
        }
        long expires = lines.size() == 1 ? HttpDate.parse(lines.getFirst(), arrivedMillis) : HttpDate.BROKEN;
        return expires == HttpDate.BROKEN ? 0 : Math.clamp((expires - dateMillis) / 1000, 0, DirectiveReader.FOREVER);
    }

    private static long heuristicSeconds(Fields answer, long dateMillis, long arrivedMillis) {
        String changed = answer.first("last-modified");
        long changedMillis = changed == null ? HttpDate.BROKEN : HttpDate.parse(changed, arrivedMillis);
        return changedMillis == HttpDate.BROKEN
                ? 0
                : Math.clamp((dateMillis - changedMillis) / 10_000, 0, LONGEST_HEURISTIC_SECONDS);
    }

    private static Terms originTerms(
            CachePolicy policy,
            AnswerDirectives said,
            long lifetimeSeconds,
            Fields answer,
            long dateMillis,
            long sentMillis,
            long arrivedMillis) {
        long born = arrivedMillis - Age.initialMillis(answer, dateMillis, sentMillis, arrivedMillis);
        long freshUntil = born + lifetimeSeconds * 1000;
        // s-maxage means proxy-revalidate too (RFC 9111 section 5.2.2.10).
        boolean strict =
                said.mustRevalidate() || said.proxyRevalidate() || said.sharedMaxAge() != ABSENT || said.noCache();
        return new Terms(
                born,
                arrivedMillis,
                freshUntil,
                strict ? 0 : freshUntil + millis(policy.staleWhileRevalidate(), said.staleWhileRevalidate()),
                strict ? 0 : freshUntil + millis(policy.staleIfError(), said.staleIfError()),
                strict || !policy.staleOnRefusal() ? 0 : freshUntil + onRefusalMillis(policy),
                said.noCache(),
                strict,
                said.letsShare(),
                said.noTransform(),
                said.immutable(),
                said.hidden());
    }

    /** The policy's word stands in the place of the origin's on freshness, not on whom it is for. */
    private static Terms ownTerms(
            CachePolicy policy, AnswerDirectives said, Fields answer, long sentMillis, long arrivedMillis) {
        long age = Age.initialMillis(answer, Age.dateMillis(answer, arrivedMillis), sentMillis, arrivedMillis);
        long freshUntil = arrivedMillis + policy.ttl().toMillis();
        return new Terms(
                arrivedMillis - age,
                arrivedMillis,
                freshUntil,
                freshUntil + policy.staleWhileRevalidate().toMillis(),
                freshUntil + policy.staleIfError().toMillis(),
                policy.staleOnRefusal() ? freshUntil + onRefusalMillis(policy) : 0,
                false,
                false,
                said.letsShare() && !said.isPrivate() && !said.noStore(),
                said.noTransform(),
                said.immutable(),
                said.hidden());
    }

    private static long millis(Duration set, long saidSeconds) {
        return set.isZero() ? saidSeconds == BROKEN ? 0 : Math.max(0, saidSeconds) * 1000 : set.toMillis();
    }

    private static long onRefusalMillis(CachePolicy policy) {
        return (policy.staleIfError().isZero() ? ON_REFUSAL : policy.staleIfError()).toMillis();
    }
}
