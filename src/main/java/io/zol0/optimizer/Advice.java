package io.zol0.optimizer;

import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.catalog.Setting;
import io.zol0.catalog.SettingId;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaWindow;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One setting, and what it could be instead. */
public sealed interface Advice permits Advice.CacheTtl, SharedAnswers, QuotaAdvice, BreakerLevels, AtOnce {
    /** What is advised on, stored by name. */
    enum Kind {
        CACHE_TTL(CacheTtl.class, "TTL of an endpoint's answers"),
        CACHE_SHARED(SharedAnswers.class, "one answer for identical calls within seconds"),
        QUOTA_ROOM(QuotaRoom.class, "size, margin or pause of a quota"),
        QUOTA_FIT(QuotaFit.class, "size of a quota that is larger than what its provider serves"),
        QUOTA_RESERVE(QuotaReserve.class, "share of a quota that is kept for high priority"),
        QUOTA_PACE(QuotaPace.class, "pause between calls that spreads bursts"),
        BREAKER(BreakerLevels.class, "circuit breaker of an upstream"),
        CONCURRENCY(AtOnce.class, "how many calls are at an upstream at once");

        private final Class<? extends Advice> type;
        private final String words;

        Kind(Class<? extends Advice> type, String words) {
            this.type = type;
            this.words = words;
        }

        Class<? extends Advice> type() {
            return type;
        }

        public String words() {
            return words;
        }
    }

    Kind kind();

    SettingId setting();

    /** Whose calls are measured: an endpoint's, or all of an upstream. */
    Subject about();

    /** How that which is to become less is counted. */
    Aimed aimed();

    /** What counts as failed too: refusals of ZoL0 where it refuses itself, or it would look the better the more it refuses. */
    default Set<Outcome> failures() {
        return Set.of();
    }

    /** For how long calls may wait for what the advice says that they wait for: that is not slowness which it causes. */
    default Duration mayWait(Setting now) {
        return Duration.ZERO;
    }

    /** The setting with the advice in force, made of what holds now. */
    Setting applied(Setting now);

    /** How many times more or less it becomes; 1 for no change, always 1 or more. */
    double step();

    /** For how long after a change what was before still shows. */
    Duration washout();

    /** For how long an answer may be used at most with the advice in force, or without it. */
    default Duration oldest(boolean applied) {
        return Duration.ZERO;
    }

    /** Whether it is so much another advice that it is worth saying again. */
    boolean differsFrom(Advice other);

    /**
     * Keep the answers of an endpoint for another time.
     *
     * @param from zero where the endpoint had no TTL of its own
     * @param staleFrom for how long past that an answer was served while it was fetched anew
     */
    record CacheTtl(long upstreamId, long endpointId, Duration from, Duration staleFrom, Duration to, Duration staleTo)
            implements Advice {
        /** Advice that differs by less than this factor is the same. */
        static final double SAME = 1.5;

        private static final String REASON = "How often its answers were seen to change.";

        @Override
        public Kind kind() {
            return Kind.CACHE_TTL;
        }

        @Override
        public SettingId setting() {
            return SettingId.cachePolicy(upstreamId, endpointId);
        }

        @Override
        public Subject about() {
            return Subject.endpoint(endpointId, upstreamId);
        }

        @Override
        public Aimed aimed() {
            return new Aimed.Series(
                    List.of(CacheKeys.asked(about())),
                    List.of(CacheKeys.saved(about())),
                    List.of(CacheKeys.asked(about())));
        }

        @Override
        public Setting applied(Setting now) {
            if (!(now instanceof Setting.OfCachePolicy(CachePolicy policy))) {
                throw new IllegalArgumentException(now + " is no cache policy");
            }
            return new Setting.OfCachePolicy(
                    Copies.kept(policy, to, policy.mode() == CacheMode.OWN_TTL ? policy.reason() : REASON, staleTo));
        }

        @Override
        public double step() {
            return from.isZero() ? Double.POSITIVE_INFINITY : ratio(from, to);
        }

        @Override
        public Duration washout() {
            return from.compareTo(to) > 0 ? from : to;
        }

        @Override
        public Duration oldest(boolean applied) {
            return applied ? to.plus(staleTo) : from.plus(staleFrom);
        }

        @Override
        public boolean differsFrom(Advice other) {
            return !(other instanceof CacheTtl ttl)
                    || ratio(to, ttl.to) >= SAME
                    || ratio(from, ttl.from) >= SAME
                    || staleTo.isZero() != ttl.staleTo.isZero();
        }

        private static double ratio(Duration one, Duration other) {
            double ratio = (one.toMillis() + 1.0) / (other.toMillis() + 1.0);
            return Math.max(ratio, 1 / ratio);
        }
    }

    /**
     * Give the calls of a quota more room: another size of its first window, margin, or pause between two calls.
     *
     * @param period of its first window
     */
    record QuotaRoom(
            long upstreamId,
            long quotaId,
            Duration period,
            long capacity,
            double margin,
            Duration interval,
            long newCapacity,
            double newMargin,
            Duration newInterval)
            implements QuotaAdvice {
        /** As it is set. */
        public static QuotaRoom of(Quota quota) {
            QuotaWindow window = quota.windows().getFirst();
            return new QuotaRoom(
                    quota.upstreamId(),
                    quota.id(),
                    window.period(),
                    window.capacity(),
                    quota.margin(),
                    quota.minInterval(),
                    window.capacity(),
                    quota.margin(),
                    quota.minInterval());
        }

        public QuotaRoom sized(long other) {
            return new QuotaRoom(
                    upstreamId, quotaId, period, capacity, margin, interval, other, newMargin, newInterval);
        }

        public QuotaRoom margin(double other) {
            return new QuotaRoom(
                    upstreamId, quotaId, period, capacity, margin, interval, newCapacity, other, newInterval);
        }

        public QuotaRoom paced(Duration other) {
            return new QuotaRoom(
                    upstreamId, quotaId, period, capacity, margin, interval, newCapacity, newMargin, other);
        }

        @Override
        public Quota on(Quota now) {
            List<QuotaWindow> windows = new ArrayList<>(now.windows());
            QuotaWindow first = windows.getFirst();
            windows.set(0, new QuotaWindow(first.kind(), newCapacity, first.period()));
            return Copies.of(now, windows, newMargin, now.reserve(), newInterval);
        }

        String title(String quota, String upstream) {
            if (!newInterval.equals(interval)) {
                return "Let calls of quota %s of %s follow each other after %s instead of %s"
                        .formatted(quota, upstream, Words.time(newInterval), Words.time(interval));
            }
            return newCapacity != capacity
                    ? "Raise quota %s of %s from %s to %s within %s"
                            .formatted(
                                    quota,
                                    upstream,
                                    Words.number(capacity),
                                    Words.number(newCapacity),
                                    Words.time(period))
                    : "Keep %s of quota %s of %s unused instead of %s"
                            .formatted(Words.percent(newMargin), quota, upstream, Words.percent(margin));
        }

        @Override
        public Kind kind() {
            return Kind.QUOTA_ROOM;
        }

        @Override
        public Aimed aimed() {
            Subject quota = about();
            return new Aimed.Series(
                    List.of(QuotaKeys.waited(quota), QuotaKeys.refused(quota)),
                    List.of(),
                    List.of(QuotaKeys.granted(quota), QuotaKeys.refused(quota)));
        }

        @Override
        public double step() {
            double room = newCapacity * (1 - newMargin) / (capacity * (1 - margin));
            double pace = (interval.toMillis() + 1.0) / (newInterval.toMillis() + 1.0);
            return Math.max(Math.max(room, 1 / room), Math.max(pace, 1 / pace));
        }

        @Override
        public boolean differsFrom(Advice other) {
            return !(other instanceof QuotaRoom room)
                    || room.newCapacity != newCapacity
                    || room.newMargin != newMargin
                    || !room.newInterval.equals(newInterval);
        }
    }
}
