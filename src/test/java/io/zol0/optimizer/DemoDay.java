package io.zol0.optimizer;

import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.ChangeRecord;
import io.zol0.catalog.CachePolicies;
import io.zol0.catalog.Quotas;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaWindow;
import io.zol0.metrics.ReplayMinute;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The demo's traffic in virtual time: pages that change at rates which nobody tells, asked for again and again, and orders that wait for
 * a quota; by the settings that the catalog has at each moment. What is measured of it is kept as the gateway keeps it.
 */
final class DemoDay implements Measured.Source, QuotaAdvisor.Player, Meter {
    private static final Duration HOUR = Duration.ofHours(1);

    private final CachePolicies policies;
    private final Quotas quotas;
    private final List<Page> pages = new ArrayList<>();
    private final Map<SeriesKey, NavigableMap<Instant, Double>> told = new HashMap<>();
    private final Map<Long, NavigableMap<Instant, double[]>> outdated = new HashMap<>();
    private final long upstreamId;
    private final Instant start;
    private final Orders orders;

    DemoDay(
            CachePolicies policies,
            Quotas quotas,
            long upstreamId,
            long quotaId,
            long orderId,
            Instant start,
            long seed) {
        this.policies = policies;
        this.quotas = quotas;
        this.upstreamId = upstreamId;
        this.start = start;
        this.orders = new Orders(quotaId, orderId, Seeds.of(seed, -7));
    }

    /** A page that takes so long where the provider makes it. */
    Page page(long endpointId, double askedEvery, double changesEvery, double takes, Random random) {
        Page page = new Page(endpointId, askedEvery, changesEvery, takes, random);
        pages.add(page);
        return page;
    }

    /** Lets ten seconds go by that begin at a time. */
    void play(Instant at) {
        double from = Duration.between(start, at).toMillis() / 1e3;
        pages.forEach(page -> page.play(at, from, from + Meter.PIECE.toSeconds()));
        orders.play(at, from, from + Meter.PIECE.toSeconds());
    }

    /** The settings may be others from now on. */
    void hear() {
        orders.known = null;
    }

    private void tell(SeriesKey key, Instant at, double count) {
        if (count != 0) {
            told.computeIfAbsent(key, k -> new TreeMap<>()).merge(at, count, Double::sum);
        }
    }

    double sum(SeriesKey key, Instant from, Instant to) {
        return told.getOrDefault(key, new TreeMap<>()).subMap(from, to).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /** One page, its callers and the store that keeps it. */
    final class Page {
        final long endpointId;
        private final double askedEvery;
        private final double changesEvery;
        private final double takes;
        private final Random random;
        private final Subject subject;
        private final long[] changed = new long[ChangeRecord.EMPTY.asked().size()];
        private final long[] unchanged = new long[changed.length];
        private final long[] gaps = new long[changed.length];
        private double nextAsked;
        private double nextChange;
        private double lastAsked = -1;
        private double fetchedAt = Double.NEGATIVE_INFINITY;
        private boolean another;
        private long afterChange;
        private long again;
        private double changedAt;

        Page(long endpointId, double askedEvery, double changesEvery, double takes, Random random) {
            this.endpointId = endpointId;
            this.askedEvery = askedEvery;
            this.changesEvery = changesEvery;
            this.takes = takes;
            this.random = random;
            this.subject = Subject.endpoint(endpointId, upstreamId);
            this.nextChange = wait(changesEvery);
        }

        private double wait(double mean) {
            return -mean * Math.log(1 - random.nextDouble());
        }

        void play(Instant at, double from, double to) {
            CachePolicy policy = policies.policyOf(endpointId, upstreamId);
            double ttl = policy.mode() == CacheMode.OWN_TTL ? policy.ttl().toMillis() / 1e3 : 0;
            double stale = policy.staleWhileRevalidate().toMillis() / 1e3;
            double[] old = new double[1];
            int asked = 0;
            int hits = 0;
            int saved = 0;
            while (nextAsked < to) {
                double now = nextAsked;
                nextAsked += wait(askedEvery);
                while (nextChange <= now) {
                    changedAt = nextChange;
                    nextChange += wait(changesEvery);
                }
                asked++;
                if (lastAsked >= 0) {
                    gaps[span(now - lastAsked)]++;
                }
                lastAsked = now;
                double age = now - fetchedAt;
                if (age < ttl + stale) {
                    hits++;
                    old[0] += changedAt > fetchedAt ? 1 : 0;
                }
                if (age < ttl) {
                    saved++;
                    continue;
                }
                if (fetchedAt >= 0) {
                    boolean found = changedAt > fetchedAt;
                    (found ? changed : unchanged)[span(age)]++;
                    afterChange += another ? 1 : 0;
                    again += another && found ? 1 : 0;
                    another = found;
                }
                fetchedAt = now;
            }
            tell(CacheKeys.asked(subject), at, asked);
            tell(CacheKeys.hits(subject), at, hits);
            tell(CacheKeys.saved(subject), at, saved);
            outdated.computeIfAbsent(endpointId, id -> new TreeMap<>()).put(at, old);
        }

        private int span(double seconds) {
            double first = ChangeRecord.spanSeconds(0);
            double each = Math.log(ChangeRecord.spanSeconds(1) / first);
            return (int) Math.clamp(
                    Math.round(Math.log(Math.max(first, seconds) / first) / each), 0, changed.length - 1);
        }

        ChangeRecord record() {
            return new ChangeRecord(longs(changed), longs(unchanged), longs(gaps), 1, afterChange, again);
        }

        private static List<Long> longs(long[] counts) {
            return Arrays.stream(counts).boxed().toList();
        }

        /** Mean time of an answer in a time, in seconds: what comes from the store takes none. */
        double meanTime(Instant from, Instant to) {
            double asked = sum(CacheKeys.asked(subject), from, to);
            return takes * (asked - sum(CacheKeys.hits(subject), from, to)) / asked;
        }

        /** Share of what came from the store that the provider would not have given any more. */
        double outdatedShare(Instant from, Instant to) {
            double hits = sum(CacheKeys.hits(subject), from, to);
            return hits == 0 ? 0 : outdatedOf(endpointId, from, to) / hits;
        }
    }

    private double outdatedOf(long endpointId, Instant from, Instant to) {
        return outdated.getOrDefault(endpointId, new TreeMap<>()).subMap(from, to).values().stream()
                .mapToDouble(each -> each[0])
                .sum();
    }

    /** Orders that are placed by chance, and wait for their quota in a line. */
    private final class Orders {
        private static final double EVERY = 6;

        private final long quotaId;
        private final long endpointId;
        private final Random random;
        private final Subject subject;
        private final Deque<Double> granted = new ArrayDeque<>();
        private final Map<Long, int[]> bySecond = new TreeMap<>();
        private double next;
        private double free;
        private @Nullable Quota known;

        Orders(long quotaId, long endpointId, Random random) {
            this.quotaId = quotaId;
            this.endpointId = endpointId;
            this.random = random;
            this.subject = Subject.quota(quotaId, upstreamId);
        }

        private Quota now() {
            if (known == null) {
                known = quotas.byId(quotaId).orElseThrow();
            }
            return known;
        }

        void play(Instant at, double from, double to) {
            Quota quota = now();
            QuotaWindow window = quota.windows().getFirst();
            int room = (int) (window.capacity() * (1 - quota.margin()));
            double period = window.period().toMillis() / 1e3;
            int waited = 0;
            int all = 0;
            int refused = 0;
            while (next < to) {
                double now = next;
                next -= EVERY * Math.log(1 - random.nextDouble());
                bySecond.computeIfAbsent((long) now / 60, minute -> new int[60])[(int) now % 60]++;
                double go = Math.max(now, free);
                while (!granted.isEmpty() && granted.peek() <= go - period) {
                    granted.remove();
                }
                if (granted.size() >= room) {
                    go = granted.peek() + period;
                }
                if (go - now > quota.maxWait().toMillis() / 1e3) {
                    refused++;
                    continue;
                }
                granted.add(go);
                free = go + quota.minInterval().toMillis() / 1e3;
                all++;
                waited += go > now ? 1 : 0;
            }
            tell(QuotaKeys.granted(subject), at, all);
            tell(QuotaKeys.weight(subject), at, all);
            tell(QuotaKeys.waited(subject), at, waited);
            tell(QuotaKeys.refused(subject), at, refused);
        }

        List<ReplayMinute> minutes(Instant from, Instant to) {
            List<ReplayMinute> minutes = new ArrayList<>();
            bySecond.forEach((minute, counts) -> {
                Instant at = start.plusSeconds(60 * minute);
                if (!at.isBefore(from) && at.isBefore(to)) {
                    int calls = Arrays.stream(counts).sum();
                    minutes.add(new ReplayMinute(
                            at,
                            1,
                            upstreamId,
                            endpointId,
                            Arrays.stream(counts).boxed().toList(),
                            new ReplayMinute.Happened(calls, 0, 0, 0, 0, 0),
                            1,
                            Collections.emptyList()));
                }
            });
            return minutes;
        }
    }

    /** Share of the orders that waited or were refused. */
    double heldShare(Instant from, Instant to) {
        return counts(from, to).aim();
    }

    private Counts counts(Instant from, Instant to) {
        double refused = sum(QuotaKeys.refused(orders.subject), from, to);
        double of = sum(QuotaKeys.granted(orders.subject), from, to) + refused;
        return new Counts(
                Math.round(of),
                0,
                Math.round(refused),
                0,
                0,
                0,
                0,
                sum(QuotaKeys.waited(orders.subject), from, to) + refused,
                of);
    }

    @Override
    public Optional<PlayedTwice> twice(
            Duration span, long upstream, Quota quota, List<Quota> all, Advice advice, Instant now) {
        Instant from = now.minus(span);
        Past past = Past.of(
                from,
                now,
                orders.minutes(from, now),
                Map.of(orders.endpointId, new Past.Endpoint(orders.endpointId, "POST", "/api/v3/order")));
        return Optional.of(Played.twice(past, quota, ((Advice.QuotaRoom) advice).on(quota), all));
    }

    @Override
    public Measured at(Instant now, Set<Long> upstreams) {
        return new Measured() {
            @Override
            public Optional<Stats> of(long endpointId, Duration window) {
                return Optional.empty();
            }

            @Override
            public Optional<Stats> ofUpstream(long upstream, Duration window) {
                return Optional.empty();
            }

            @Override
            public List<SeriesPoint> points(SeriesKey key, Duration window) {
                List<SeriesPoint> points = new ArrayList<>();
                told.getOrDefault(key, new TreeMap<>())
                        .subMap(now.minus(window), now)
                        .forEach((at, sum) -> points.add(new SeriesPoint(at, 0, 0, 0, 0, sum)));
                return points;
            }
        };
    }

    private Instant end() {
        return told.values().stream()
                .map(each -> each.lastKey().plus(Meter.PIECE))
                .max(Instant::compareTo)
                .orElse(start);
    }

    @Override
    public Baseline baseline(Advice advice, Duration mayWait) {
        Instant to = end();
        return new Baseline(
                HOUR, counts(advice, false, Duration.ofSeconds(30), to.minus(HOUR), to), Duration.ofSeconds(30));
    }

    @Override
    public Counts counts(Advice advice, boolean applied, Duration slowFrom, Instant from, Instant to) {
        return switch (advice) {
            case Advice.CacheTtl ttl -> {
                Subject subject = Subject.endpoint(ttl.endpointId(), ttl.upstreamId());
                double asked = sum(CacheKeys.asked(subject), from, to);
                yield new Counts(
                        Math.round(asked),
                        0,
                        0,
                        0,
                        0,
                        outdatedOf(ttl.endpointId(), from, to),
                        Math.round(sum(CacheKeys.hits(subject), from, to)),
                        asked - sum(CacheKeys.saved(subject), from, to),
                        asked);
            }
            case Advice.QuotaRoom room -> counts(from, to);
            default -> throw new IllegalArgumentException("Nobody advises this here: " + advice);
        };
    }

    @Override
    public double deviation(Advice advice, Duration length) {
        return Double.NaN;
    }
}
