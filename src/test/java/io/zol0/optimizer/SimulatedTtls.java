package io.zol0.optimizer;

import io.zol0.cache.ChangeRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Endpoints whose bodies change at hidden rates (at fixed intervals, by chance, in bursts, by the time of the day), called by chance;
 * for each a TTL is chosen every day from what was seen of it and of the others, in a closed loop, since a longer TTL sees less. The last
 * four choices are judged by the truth: the share of outdated answers and the hits of each, against the best constant TTL. What can be
 * reached at all: who is told in which way each endpoint changes, and has to find from the same fetches only at what pace.
 */
final class SimulatedTtls {
    private static final double HOUR = 3600;

    /** Hours between two choices. */
    private static final int EVERY = 24;

    private static final double BUDGET = TtlChoice.USUAL_BUDGET;

    private final int endpoints;
    private final int hours;
    private final double fastest;
    private final double slowest;
    private final double fewest;
    private final double most;

    /** How one way of choosing did: shares of endpoints. */
    record Result(double withinBudget, double withinBudgetAndHits, double meanHits, double meanBest) {}

    SimulatedTtls(int endpoints, int hours, Random constants) {
        this.endpoints = endpoints;
        this.hours = hours;
        this.fastest = 60 * (2 + 4 * constants.nextDouble());
        this.slowest = HOUR * (6 + 12 * constants.nextDouble());
        this.fewest = 0.01 + 0.02 * constants.nextDouble();
        this.most = 0.5 + constants.nextDouble();
    }

    Map<String, Result> run(long seed) {
        Map<String, double[]> sums = new TreeMap<>();
        List<Endpoint> all = IntStream.range(0, endpoints)
                .mapToObj(i -> new Endpoint(seed, i))
                .toList();
        for (int hour = 0; hour < hours; hour++) {
            for (Endpoint each : all) {
                each.fetch(hour);
            }
            if (hour % EVERY == EVERY - 1) {
                choose(all, hour >= hours - 4 * EVERY);
            }
        }
        for (Endpoint each : all) {
            double best = best(each.truth);
            double bestHits = each.asked * best / (1 + each.asked * best);
            judge(sums, "optimizer", each.truth, each.asked, bestHits, each.last);
            judge(sums, "knows the way", each.truth, each.asked, bestHits, each.told);
            for (double fixed : new double[] {30, 300}) {
                String name = fixed == 30 ? "hand-set 30 s" : "seed's 300 s";
                judge(sums, name, each.truth, each.asked, bestHits, List.of(constant(fixed)));
            }
            judge(sums, "nothing", each.truth, each.asked, bestHits, List.of());
        }
        Map<String, Result> results = new TreeMap<>();
        sums.forEach((name, sum) -> results.put(
                name, new Result(sum[0] / endpoints, sum[1] / endpoints, sum[2] / endpoints, sum[3] / endpoints)));
        return results;
    }

    private static TtlChoice.Choice constant(double seconds) {
        return new TtlChoice.Choice(
                TtlChoice.Way.TTL,
                Duration.ofSeconds((long) seconds),
                Duration.ZERO,
                new TtlChoice.Effect(0, 0, 0, 0, 0));
    }

    /** As the advisor does: each by what all of them are like. */
    private static void choose(List<Endpoint> all, boolean judged) {
        Map<Long, ChangeRate> rates = new TreeMap<>();
        Map<Long, ChangeRecord> records = new TreeMap<>();
        for (int i = 0; i < all.size(); i++) {
            long id = i;
            ChangeRecord record = all.get(i).record();
            records.put(id, record);
            ChangeRate.of(record).ifPresent(rate -> rates.put(id, rate));
        }
        ChangeRate.together(rates)
                .forEach((id, rate) -> TtlChoice.of(Optional.of(rate), Revisits.of(required(records, id)))
                        .ifPresent(possible -> all.get(id.intValue()).choose(possible.choose(BUDGET), judged)));
    }

    private static ChangeRecord required(Map<Long, ChangeRecord> records, long id) {
        return records.getOrDefault(id, ChangeRecord.EMPTY);
    }

    private static void judge(
            Map<String, double[]> sums,
            String name,
            DoubleUnaryOperator truth,
            double asked,
            double bestHits,
            List<TtlChoice.Choice> choices) {
        double hits = 0;
        double outdated = 0;
        for (TtlChoice.Choice choice : choices) {
            double[] served = served(truth, asked, choice);
            hits += served[0] / choices.size();
            outdated += served[1] / choices.size();
        }
        boolean within = hits == 0 || outdated / hits <= BUDGET;
        double[] sum = sums.computeIfAbsent(name, n -> new double[4]);
        sum[0] += within ? 1 : 0;
        // Where not even a second is within the budget, nobody can hit anything.
        sum[1] += within && hits >= 0.95 * bestHits ? 1 : 0;
        sum[2] += hits;
        sum[3] += bestHits;
    }

    /** Hits and outdated answers as shares of all requests, which come by chance. */
    private static double[] served(DoubleUnaryOperator truth, double asked, TtlChoice.Choice choice) {
        double fresh = choice.ttl().toSeconds();
        double stale = choice.stale().toSeconds();
        double inTime = asked * fresh;
        double mean = average(truth, fresh);
        double late = 0;
        double lateOutdated = 0;
        if (stale > 0) {
            for (int i = 0; i < 50; i++) {
                double after = -Math.log(1 - (i + 0.5) / 50) / asked;
                late += after < stale ? 0.02 : 0;
                lateOutdated += after < stale ? 0.02 * truth.applyAsDouble(fresh + after) : 0;
            }
        }
        double all = inTime + 1;
        return new double[] {(inTime + late) / all, (inTime * mean + lateOutdated) / all};
    }

    private static double average(DoubleUnaryOperator truth, double to) {
        double sum = 0;
        for (int i = 0; i < 64; i++) {
            sum += truth.applyAsDouble((i + 0.5) / 64 * to);
        }
        return sum / 64;
    }

    /** The longest TTL of whole seconds within the budget. */
    private static double best(DoubleUnaryOperator truth) {
        double low = 0;
        double high = 7 * 24 * HOUR;
        while (high - low > 0.5) {
            double middle = (low + high) / 2;
            if (average(truth, middle) <= BUDGET) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.floor(low);
    }

    /** One of them, and what the cache has seen of it. */
    private final class Endpoint {
        private final int kind;
        private final double interval;
        private final double asked;
        private final Random random;
        private final Body body;
        private final DoubleUnaryOperator truth;
        private final double[] gaps = new double[ChangeRecord.EMPTY.asked().size()];
        private final double[] changed = new double[gaps.length];
        private final double[] unchanged = new double[gaps.length];
        private final double[] runs = new double[2];
        private final List<TtlChoice.Choice> last = new ArrayList<>();
        private final List<TtlChoice.Choice> told = new ArrayList<>();
        private boolean another;
        private double ttl = 10;
        private double now;
        private double fetched;

        Endpoint(long seed, int number) {
            kind = number % 4;
            random = Seeds.of(seed, number);
            interval = fastest * Math.pow(slowest / fastest, random.nextDouble());
            asked = fewest * Math.pow(most / fewest, random.nextDouble());
            body = new Body(kind, interval, random);
            truth = body.truth();
        }

        /** Sees for an hour what the TTL lets it see. */
        void fetch(int hour) {
            while (now < (hour + 1) * HOUR) {
                now = fetched + ttl - Math.log(1 - random.nextDouble()) / asked;
                boolean other = body.changed(fetched, now);
                (other ? changed : unchanged)[span(now - fetched, gaps.length)]++;
                runs[0] += another ? 1 : 0;
                runs[1] += another && other ? 1 : 0;
                another = other;
                halve(changed, unchanged, runs);
                fetched = now;
            }
            for (int i = 0; i < 40; i++) {
                gaps[span(-Math.log(1 - random.nextDouble()) / asked, gaps.length)] += asked * HOUR / 40;
            }
        }

        ChangeRecord record() {
            return new ChangeRecord(
                    longs(changed), longs(unchanged), longs(gaps), 1, Math.round(runs[0]), Math.round(runs[1]));
        }

        void choose(TtlChoice.Choice choice, boolean judged) {
            if (judged) {
                last.add(choice);
                told.add(constant(toldTheWay()));
            }
            ttl = choice.ttl().toSeconds();
        }

        /**
         * The TTL that most probably is within the budget and has the hits, by the likelihood of paces up to twice as fast and as slow,
         * where the changes of a burst count as one.
         */
        private double toldTheWay() {
            double changes = Arrays.stream(changed).sum();
            double length = kind != 2
                    ? 1
                    : new Runs(Math.round(runs[0]), Math.round(runs[1]))
                            .length(changes
                                    / (changes + Arrays.stream(unchanged).sum()));
            int paces = 240;
            double[] likelihood = new double[paces];
            double[] longest = new double[paces];
            double best = Double.NEGATIVE_INFINITY;
            double known = best(truth);
            for (int i = 0; i < paces; i++) {
                double assumed = interval * Math.pow(2, (i + 0.5) / paces * 2 - 1);
                DoubleUnaryOperator curve = body.truth(assumed);
                for (int span = 0; span < gaps.length; span++) {
                    if (changed[span] + unchanged[span] > 0) {
                        double p = Math.clamp(curve.applyAsDouble(ChangeRecord.spanSeconds(span)), 1e-12, Shapes.SURE);
                        likelihood[i] += (changed[span] * Math.log(p) + unchanged[span] * Math.log1p(-p)) / length;
                    }
                }
                longest[i] = Math.floor(known * assumed / interval);
                best = Math.max(best, likelihood[i]);
            }
            double chosen = 1;
            double highest = -1;
            for (double candidate : longest) {
                double sum = 0;
                for (int i = 0; i < paces; i++) {
                    boolean hits = asked * candidate / (1 + asked * candidate)
                            >= 0.95 * asked * longest[i] / (1 + asked * longest[i]);
                    sum += candidate <= longest[i] && hits ? Math.exp(likelihood[i] - best) : 0;
                }
                if (sum > highest) {
                    highest = sum;
                    chosen = candidate;
                }
            }
            return chosen;
        }
    }

    /** As the cache does when a count grows above its bound. */
    private static void halve(double[] changed, double[] unchanged, double[] runs) {
        if (Arrays.stream(changed).max().orElse(0) > 20_000
                || Arrays.stream(unchanged).max().orElse(0) > 20_000) {
            for (int i = 0; i < changed.length; i++) {
                changed[i] = Math.floor(changed[i] / 2);
                unchanged[i] = Math.floor(unchanged[i] / 2);
            }
            runs[0] = Math.floor(runs[0] / 2);
            runs[1] = Math.floor(runs[1] / 2);
        }
    }

    private static int span(double seconds, int classes) {
        double first = ChangeRecord.spanSeconds(0);
        double each = Math.log(ChangeRecord.spanSeconds(1) / first);
        return (int) Math.clamp(Math.round(Math.log(Math.max(first, seconds) / first) / each), 0, classes - 1);
    }

    private static List<Long> longs(double[] counts) {
        return Arrays.stream(counts).mapToObj(Math::round).toList();
    }

    /** A body that changes: 0 at fixed intervals, 1 by chance, 2 in bursts, 3 by the time of the day. */
    private final class Body {
        private final int kind;
        private final double interval;
        private final double phase;
        private final Random random;
        private final List<Double> changes = new ArrayList<>();
        private double until;
        private int at;

        Body(int kind, double interval, Random random) {
            this.kind = kind;
            this.interval = interval;
            this.random = random;
            this.phase = random.nextDouble();
        }

        /** Both in the order of time. */
        boolean changed(double from, double to) {
            while (until <= to) {
                more();
            }
            while (at < changes.size() && changes.get(at) <= from) {
                at++;
            }
            return at < changes.size() && changes.get(at) <= to;
        }

        private void more() {
            double wait = -Math.log(1 - random.nextDouble());
            switch (kind) {
                case 0 -> changes.add(until = until == 0 ? interval * (0.01 + phase) : until + interval);
                case 1 -> changes.add(until += wait * interval);
                case 2 -> {
                    until += wait * interval * 5;
                    for (int i = 0; i < 5; i++) {
                        changes.add(until += interval / 50);
                    }
                }
                default -> {
                    // Thinning (Lewis and Shedler 1979) of a rate that is highest by day.
                    until += wait * interval / 1.8;
                    if (random.nextDouble() < rate(until) / 1.8) {
                        changes.add(until);
                    }
                }
            }
        }

        private double rate(double now) {
            return 1 + 0.8 * Math.sin(2 * Math.PI * (now / (24 * HOUR) + phase));
        }

        /** The probability of a change within a time from a moment by chance. */
        DoubleUnaryOperator truth() {
            return truth(interval);
        }

        /** The same, if the interval were another one. */
        DoubleUnaryOperator truth(double interval) {
            return switch (kind) {
                case 0 -> t -> Math.min(1, t / interval);
                case 1 -> t -> -Math.expm1(-t / interval);
                case 2 -> bursts(interval);
                default ->
                    t -> {
                        double sum = 0;
                        for (int i = 0; i < 48; i++) {
                            double now = i / 48.0 * 24 * HOUR;
                            double turn = 24 * HOUR / (2 * Math.PI);
                            double expected = t / interval
                                    + 0.8
                                            * turn
                                            / interval
                                            * (Math.cos(now / turn + 2 * Math.PI * phase)
                                                    - Math.cos((now + t) / turn + 2 * Math.PI * phase));
                            sum -= Math.expm1(-expected) / 48;
                        }
                        return sum;
                    };
            };
        }

        /** From what is left of the gap that a moment by chance falls into: four short ones and a long one in each cycle. */
        private static DoubleUnaryOperator bursts(double interval) {
            double gap = interval / 50;
            double quiet = interval * 5;
            return t -> {
                double ofShort = 4 * Math.max(0, gap - t);
                double ofLong = t < gap ? gap - t + quiet : quiet * Math.exp((gap - t) / quiet);
                return 1 - (ofShort + ofLong) / (quiet + 5 * gap);
            };
        }
    }
}
