package io.zol0.optimizer;

import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.catalog.Setting;
import io.zol0.catalog.SettingId;
import java.time.Duration;

/** One setting, and what it could be instead. */
public sealed interface Advice {
    /** What is advised on, stored by name. */
    enum Kind {
        CACHE_TTL(CacheTtl.class, "TTL of an endpoint's answers");

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

    /** The setting with the advice in force, made of what holds now. */
    Setting applied(Setting now);

    /** How many times more or less it becomes; 1 for no change, always 1 or more. */
    double step();

    /** For how long after a change what was before still shows. */
    Duration washout();

    /** For how long an answer may be used at most with the advice in force, or without it. */
    Duration oldest(boolean applied);

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
        public Setting applied(Setting now) {
            if (!(now instanceof Setting.OfCachePolicy(CachePolicy policy))) {
                throw new IllegalArgumentException(now + " is no cache policy");
            }
            return new Setting.OfCachePolicy(new CachePolicy(
                    CacheMode.OWN_TTL,
                    to,
                    policy.mode() == CacheMode.OWN_TTL ? policy.reason() : REASON,
                    staleTo,
                    policy.staleIfError(),
                    policy.staleOnRefusal(),
                    policy.heuristic(),
                    policy.priority(),
                    policy.compress(),
                    policy.largestBody(),
                    policy.leaderWait()));
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
}
