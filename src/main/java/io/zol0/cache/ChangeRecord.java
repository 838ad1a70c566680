package io.zol0.cache;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * What is known of how the answers of an endpoint change: counts by length of time, each of the classes of {@link Spans}. To be kept
 * and given back by whoever keeps things.
 *
 * @param changed times between two fetches of the same, where it was another answer
 * @param unchanged the same, where it was not
 * @param asked times between two requests for the same
 * @param first requests for what was not kept
 * @param afterChange fetches of what was another answer at the fetch before
 * @param again of these, those that found another answer again
 */
public record ChangeRecord(
        List<Long> changed, List<Long> unchanged, List<Long> asked, long first, long afterChange, long again) {
    public static final ChangeRecord EMPTY = new ChangeRecord(none(), none(), none(), 0, 0, 0);

    /** With fewer fetches of the same, or fewer requests, nothing is said. */
    public static final int LEAST = 30;

    /** When one count is above, all are halved: the past counts less and less. */
    static final long MOST = 20_000;

    private static final int STEPS = 20_000;
    private static final double LONGEST_MILLIS = Spans.millis(Spans.COUNT - 1);

    public ChangeRecord {
        changed = List.copyOf(changed);
        unchanged = List.copyOf(unchanged);
        asked = List.copyOf(asked);
        if (changed.size() != Spans.COUNT || unchanged.size() != Spans.COUNT || asked.size() != Spans.COUNT) {
            throw new IllegalArgumentException("A record has " + changed.size() + ", " + unchanged.size() + " and "
                    + asked.size() + " counts; each has to have " + Spans.COUNT + ".");
        }
        if (again < 0 || again > afterChange) {
            throw new IllegalArgumentException("Of " + afterChange + " fetches after a change, " + again
                    + " cannot have found another; it has to be from none to all of them.");
        }
    }

    /** The length of the times that a class counts, in seconds. */
    public static double spanSeconds(int span) {
        return seconds(span);
    }

    /** How often answers were fetched again: what the estimates rest on. */
    public long fetches() {
        return sum(changed) + sum(unchanged);
    }

    /** How often something was asked for. */
    public long requests() {
        return sum(asked) + first;
    }

    /**
     * Changes in a second, where changes come by chance (a Poisson process) and all that was seen of each span is whether there was a
     * change in it or none: the maximum likelihood for spans of different lengths, by Cho and Garcia-Molina, "Estimating frequency of
     * change", ACM TOIT 3 (2003), section 5.1: the rate at which the sum of {@code t / (e^(rate t) - 1)} over the spans with a change is
     * the sum of {@code t} over those without. As in their section 4.2, half a span counts as without a change, so that the estimate stays
     * finite where every span had one. Empty where there is not enough data.
     */
    public OptionalDouble changesPerSecond() {
        if (fetches() < LEAST) {
            return OptionalDouble.empty();
        }
        if (sum(changed) == 0) {
            return OptionalDouble.of(0);
        }
        double still = 0;
        double all = 0;
        for (int i = 0; i < Spans.COUNT; i++) {
            still += unchanged.get(i) * seconds(i);
            all += (changed.get(i) + unchanged.get(i)) * seconds(i);
        }
        still += all / fetches() / 2;
        double low = 1e-12;
        double high = 1e6;
        for (int i = 0; i < 200; i++) {
            double rate = Math.sqrt(low * high);
            if (expected(rate) > still) {
                low = rate;
            } else {
                high = rate;
            }
        }
        return OptionalDouble.of(Math.sqrt(low * high));
    }

    private double expected(double rate) {
        double sum = 0;
        for (int i = 0; i < Spans.COUNT; i++) {
            if (changed.get(i) != 0) {
                sum += changed.get(i) * seconds(i) / Math.expm1(rate * seconds(i));
            }
        }
        return sum;
    }

    private static double seconds(int span) {
        return Spans.millis(span) / 1000;
    }

    /**
     * The probability that an answer served from the store is not what the upstream would give, with that TTL: an answer is as likely to
     * be served at any moment of its freshness as at any other. Empty where there is not enough data.
     */
    public OptionalDouble outdated(Duration ttl) {
        OptionalDouble rate = changesPerSecond();
        if (rate.isEmpty()) {
            return rate;
        }
        double expectedChanges = rate.getAsDouble() * ttl.toMillis() / 1000.0;
        // The mean of 1 - e^(-rate t) over t from 0 to the TTL.
        return OptionalDouble.of(
                expectedChanges < 1e-6 ? expectedChanges / 2 : 1 + Math.expm1(-expectedChanges) / expectedChanges);
    }

    /**
     * The share of requests that would be answered from the store with that TTL: plays through requests with the times between them that
     * were seen, and first ones as often as they were. The same for the same record. Empty where there is not enough data.
     */
    public OptionalDouble hitRate(Duration ttl) {
        long repeated = sum(asked);
        if (requests() < LEAST || repeated == 0) {
            return OptionalDouble.empty();
        }
        long[] upTo = asked.stream().mapToLong(Long::longValue).toArray();
        for (int i = 1; i < upTo.length; i++) {
            upTo[i] += upTo[i - 1];
        }
        SplittableRandom random = new SplittableRandom(1);
        double age = LONGEST_MILLIS;
        int hits = 0;
        for (int i = 0; i < STEPS; i++) {
            age += Spans.millis(place(upTo, random.nextLong(repeated)));
            if (age < ttl.toMillis()) {
                hits++;
            } else {
                age = 0;
            }
        }
        return OptionalDouble.of((double) hits / STEPS * repeated / requests());
    }

    private static int place(long[] upTo, long number) {
        int found = Arrays.binarySearch(upTo, number + 1);
        int place = found < 0 ? -found - 1 : found;
        // Several classes may have the same sum: the first of them is the one that has the count.
        while (place > 0 && upTo[place - 1] >= number + 1) {
            place--;
        }
        return place;
    }

    private static long sum(List<Long> counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    private static List<Long> none() {
        return Collections.nCopies(Spans.COUNT, 0L);
    }
}
