package io.zol0.optimizer;

import io.zol0.metrics.ReplayMinute;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A period that is over, made of what was recorded of it, to be played again: each call of it, or where only seconds were kept, the
 * calls of each second spread evenly over it; and requests for a sample of URLs. At most {@link #MOST} calls; a longer past is refused.
 */
public final class Past {
    /** Calls that may be in it. */
    public static final int MOST = 5_000_000;

    private static final int PLACE_BITS = 20;
    private static final int MOST_PLACES = (1 << PLACE_BITS) - 1;

    private final Instant from;
    private final Instant to;
    private final List<Endpoint> endpoints;
    private final long[] at;
    private final int[] endpoint;
    private final Map<Long, List<Visits>> visits;
    private final Map<Long, Double> sampledOf;
    private final Happened happened;
    private final int minutesSeen;

    private Past(
            Instant from,
            Instant to,
            List<Endpoint> endpoints,
            long[] keys,
            Map<Long, List<Visits>> visits,
            Map<Long, Double> sampledOf,
            Happened happened,
            int minutesSeen) {
        this.from = from;
        this.to = to;
        this.endpoints = endpoints;
        Arrays.sort(keys);
        this.at = new long[keys.length];
        this.endpoint = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            at[i] = (keys[i] >>> PLACE_BITS) * 1000;
            endpoint[i] = (int) (keys[i] & MOST_PLACES);
        }
        this.visits = visits;
        this.sampledOf = sampledOf;
        this.happened = happened;
        this.minutesSeen = minutesSeen;
    }

    /** An endpoint as quotas see it. */
    public record Endpoint(long id, String method, String template) {}

    /** What became of the calls then. */
    public record Happened(
            long calls, long cached, long queued, long refusedByUs, long refusedByProvider, long failed) {
        Happened plus(ReplayMinute.Happened more) {
            return new Happened(
                    calls + more.calls(),
                    cached + more.cached(),
                    queued + more.queued(),
                    refusedByUs + more.refusedByUs(),
                    refusedByProvider + more.refusedByProvider(),
                    failed + more.failed());
        }
    }

    /** Requests of a URL in a second: seconds since the beginning. */
    record Visits(int second, int hash, int count, long bytes) {}

    /** The past cannot be played: it is too long. */
    public static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;

        private TooMuch(long calls) {
            super("There were " + calls + " calls in that time, and at most " + MOST
                    + " are played again; choose a shorter one.");
        }
    }

    /**
     * @param minutes oldest first
     * @param names what the endpoints are called, by their ids; one that is not in it is played as one of any name
     * @throws TooMuch where there are too many calls
     */
    public static Past of(Instant from, Instant to, List<ReplayMinute> minutes, Map<Long, Endpoint> names) {
        long calls =
                minutes.stream().mapToLong(minute -> minute.happened().calls()).sum();
        if (calls > MOST) {
            throw new TooMuch(calls);
        }
        Map<Long, Double> sampled = new HashMap<>();
        minutes.forEach(minute -> sampled.merge(minute.endpointId(), minute.sampled(), Math::min));
        Builder builder = new Builder(from, to, (int) calls);
        Set<Long> seen = new HashSet<>();
        Happened happened = new Happened(0, 0, 0, 0, 0, 0);
        for (ReplayMinute minute : minutes) {
            seen.add(minute.at().getEpochSecond() / 60);
            happened = happened.plus(minute.happened());
            builder.add(
                    minute,
                    names.getOrDefault(minute.endpointId(), new Endpoint(minute.endpointId(), "GET", "/(unknown)")),
                    sampled.getOrDefault(minute.endpointId(), 0.0));
        }
        return builder.past(happened, seen.size());
    }

    /** The same calls, each at a moment by chance within its second; the same each time. */
    Past byChance() {
        SplittableRandom random = new SplittableRandom(from.getEpochSecond());
        long[] keys = new long[at.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(at[i] / 1_000_000_000 * 1_000_000 + random.nextInt(1_000_000), endpoint[i]);
        }
        return new Past(from, to, endpoints, keys, visits, sampledOf, happened, minutesSeen);
    }

    /** Microseconds since the beginning above, the endpoint below, so that one sort puts both in order. */
    private static long key(long micros, int place) {
        return micros << PLACE_BITS | Math.min(place, MOST_PLACES);
    }

    public Instant from() {
        return from;
    }

    public Instant to() {
        return to;
    }

    public Happened happened() {
        return happened;
    }

    /** Share of the minutes of the time of which anything was recorded; a quiet time has none either. */
    public double covered() {
        return Math.min(
                1, minutesSeen / Math.max(1.0, Duration.between(from, to).toSeconds() / 60.0));
    }

    /** Calls that went to the provider, or wanted to. */
    int size() {
        return at.length;
    }

    /** When a call came, in nanoseconds since the beginning; ascending. */
    long nanos(int call) {
        return at[call];
    }

    Endpoint endpoint(int call) {
        return endpoints.get(endpoint[call]);
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    /** The requests for sampled URLs of an endpoint, in the order of time. */
    List<Visits> visits(long endpointId) {
        return visits.getOrDefault(endpointId, List.of());
    }

    /** Share of the URLs of an endpoint that the sample is made of. */
    double sampled(long endpointId) {
        return sampledOf.getOrDefault(endpointId, 0.0);
    }

    private static final class Builder {
        private final Instant from;
        private final Instant to;
        private final Map<Long, Integer> index = new HashMap<>();
        private final List<Endpoint> endpoints = new ArrayList<>();
        private final Map<Long, List<Visits>> visits = new HashMap<>();
        private final Map<Long, Double> sampled = new HashMap<>();
        private final Map<Long, Double> owed = new HashMap<>();
        private long[] keys;
        private int size;

        Builder(Instant from, Instant to, int calls) {
            this.from = from;
            this.to = to;
            this.keys = new long[Math.max(16, calls)];
        }

        void add(ReplayMinute minute, Endpoint endpoint, double share) {
            int place = index.computeIfAbsent(minute.endpointId(), id -> {
                endpoints.add(endpoint);
                return endpoints.size() - 1;
            });
            sampled.put(minute.endpointId(), share);
            long calls = minute.happened().calls();
            double outgoing = calls == 0 ? 0 : 1 - (double) minute.happened().cached() / calls;
            long began = Duration.between(from, minute.at()).toSeconds();
            for (int second = 0; second < minute.bySecond().size(); second++) {
                int count = minute.bySecond().get(second);
                if (count == 0) {
                    continue;
                }
                double whole = count * outgoing + owed.getOrDefault(minute.endpointId(), 0.0);
                int going = (int) whole;
                owed.put(minute.endpointId(), whole - going);
                for (int i = 0; i < going; i++) {
                    put(key((began + second) * 1_000_000 + (long) ((i + 0.5) / going * 1_000_000), place));
                }
            }
            long below = Math.round(share * (1L << 31));
            List<Visits> known = visits.computeIfAbsent(minute.endpointId(), id -> new ArrayList<>());
            for (ReplayMinute.Visit visit : minute.visits()) {
                if (visit.hash() < below) {
                    known.add(new Visits((int) (began + visit.second()), visit.hash(), visit.count(), visit.bytes()));
                }
            }
        }

        private void put(long key) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, size + size / 2 + 16);
            }
            keys[size++] = key;
        }

        Past past(Happened happened, int minutesSeen) {
            visits.values().forEach(list -> list.sort(Comparator.comparingInt(Visits::second)));
            return new Past(
                    from,
                    to,
                    List.copyOf(endpoints),
                    Arrays.copyOf(keys, size),
                    Map.copyOf(visits),
                    Map.copyOf(sampled),
                    happened,
                    minutesSeen);
        }
    }
}
