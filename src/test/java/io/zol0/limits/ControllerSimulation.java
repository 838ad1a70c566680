package io.zol0.limits;

import io.zol0.limits.ProviderAnswer.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges the controller on providers of each window type whose limit it does not see, beside a rate set by hand and additive increase
 * with multiplicative decrease. The same seed makes the same calls come for all of them, and for one who sees the limit. Callers want
 * 1.1 times what is written down, in waves and bursts, and give up after a minute.
 *
 * <p>J is what was served less what was refused, in hundredths of what is served to the one who sees. Converged is who, after a limit
 * changed, served nine tenths of that within a minute of full demand, with at most one refusal in a hundred.
 */
public final class ControllerSimulation {
    private static final double TICK = 0.25;
    private static final double DOCUMENTED = 10;
    private static final double[] WEIGHTS = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 5, 5, 5, 20};
    private static final double MEAN_WEIGHT = Arrays.stream(WEIGHTS).average().orElseThrow();
    private static final double PATIENCE = 60;
    private static final QuotaWindow BUCKET = documented(WindowKind.TOKEN_BUCKET, 60);
    private static final int MOST_A_TICK = 50;

    /** What decides how much goes out. */
    interface Chooser {
        double room(double now);

        void sent(double now, double weight, Sent call);

        void answered(double now, Sent call);
    }

    /** @param changes when the limit becomes another one */
    @SuppressWarnings("ArrayRecordComponent")
    record Scenario(
            String name, Supplier<HiddenProvider> provider, QuotaWindow documented, double[] changes, double lost) {}

    private static QuotaWindow documented(WindowKind kind, double period) {
        return new QuotaWindow(kind, (long) (DOCUMENTED * period), HiddenProvider.seconds(period));
    }

    private record Want(double since, double weight) {}

    private static final class Sent {
        final double at;
        final ProviderAnswer answer;

        @Nullable
        SentCall told;

        Sent(double at, ProviderAnswer answer) {
            this.at = at;
            this.answer = answer;
        }

        double back() {
            return at + answer.roundTrip().toNanos() / 1e9;
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Run(double[] served, int[] refused, int[] sent, boolean[] pressed, int bans) {}

    private record Score(double j, double refused, double bans, List<Double> converged) {}

    private final double seconds;
    private final Random constants;
    private final double period;
    private final int refusals;
    private final double depth;

    /** @param vary other constants for another number: lengths of windows, refusals before a ban, depth of buckets, levels */
    private ControllerSimulation(double seconds, long vary) {
        this.seconds = seconds;
        this.constants = new Random(vary);
        this.period = new double[] {10, 30, 60, 120}[constants.nextInt(4)];
        this.refusals = new int[] {3, 5, 10, 20}[constants.nextInt(4)];
        this.depth = 30 + 60 * constants.nextDouble();
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) {
        long seed = 0;
        long vary = 0;
        int seeds = 5;
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--seed" -> seed = Long.parseLong(args[i + 1]);
                case "--vary" -> vary = Long.parseLong(args[i + 1]);
                case "--seeds" -> seeds = Integer.parseInt(args[i + 1]);
                default ->
                    throw new IllegalArgumentException(
                            "unknown option " + args[i] + "; there are --seed, --vary and --seeds");
            }
        }
        new ControllerSimulation(7_200, vary).all(seed, seeds).forEach(System.out::println);
    }

    private List<String> all(long seed, int seeds) {
        List<String> lines = new ArrayList<>();
        List<Function<Random, Scenario>> scenarios = scenarios();
        for (String name : new String[] {"controller", "aimd", "fixed"}) {
            List<Double> scores = new ArrayList<>();
            List<Double> refused = new ArrayList<>();
            List<Double> converged = new ArrayList<>();
            double bans = 0;
            for (Function<Random, Scenario> scenario : scenarios) {
                double j = 0;
                double r = 0;
                String of = "";
                for (int i = 0; i < seeds; i++) {
                    Scenario made = scenario.apply(new Random(31 * (seed + i) + 7));
                    Score score = score(made, chooser(name, made.documented()), seed + i);
                    of = made.name();
                    j += score.j() / seeds;
                    r += score.refused() / seeds;
                    bans += score.bans() / seeds;
                    converged.addAll(score.converged());
                }
                lines.add(line("controller." + of + "." + name + ".j", j));
                lines.add(line("controller." + of + "." + name + ".refused-per-1000", r));
                scores.add(j);
                refused.add(r);
            }
            converged.sort(null);
            lines.add(line("controller.all." + name + ".j", mean(scores)));
            lines.add(line(
                    "controller.all." + name + ".worst-j",
                    scores.stream().mapToDouble(j -> j).min().orElseThrow()));
            lines.add(line("controller.all." + name + ".refused-per-1000", mean(refused)));
            lines.add(line("controller.all." + name + ".bans", bans));
            lines.add(line(
                    "controller.all." + name + ".converged-seconds",
                    converged.isEmpty() ? 0 : converged.get(converged.size() / 2)));
        }
        return lines;
    }

    private static String line(String name, double value) {
        return String.format(Locale.ROOT, "%s = %.1f", name, value);
    }

    private static double mean(List<Double> all) {
        return all.stream().mapToDouble(each -> each).average().orElseThrow();
    }

    // ---- providers

    private List<Function<Random, Scenario>> scenarios() {
        double[] levels = constants.doubles(16, 0.7, 1.3).toArray();
        DoubleUnaryOperator right = now -> DOCUMENTED;
        double wrong = 6 * levels[0];
        return List.of(
                random ->
                        new Scenario("right", () -> new HiddenProvider.Bucket(depth, right), BUCKET, new double[1], 0),
                random -> new Scenario(
                        "lower", () -> new HiddenProvider.Bucket(depth, now -> wrong), BUCKET, new double[1], 0),
                random -> changing("bucket", random, levels, BUCKET, 0, rate -> new HiddenProvider.Bucket(depth, rate)),
                random ->
                        changing("lossy", random, levels, BUCKET, 0.03, rate -> new HiddenProvider.Bucket(depth, rate)),
                random -> changing(
                        "rolling",
                        random,
                        levels,
                        documented(WindowKind.ROLLING, period),
                        0,
                        rate -> new HiddenProvider.Rolling(period, rate)),
                random -> changing(
                        "aligned",
                        random,
                        levels,
                        documented(WindowKind.ALIGNED, 60),
                        0,
                        rate -> new HiddenProvider.Counted(period, refusals, rate)),
                random -> new Scenario(
                        "counted-shared",
                        () -> new HiddenProvider.Counted(period, refusals, right, now -> 3 * levels[1]),
                        documented(WindowKind.ALIGNED, period),
                        new double[1],
                        0),
                random -> new Scenario(
                        "bucket-shared",
                        () -> new HiddenProvider.Bucket(depth, restless(random, 8 * levels[2])),
                        BUCKET,
                        new double[1],
                        0),
                random -> changing("server", random, levels, BUCKET, 0, HiddenProvider.Server::new));
    }

    private Scenario changing(
            String name,
            Random random,
            double[] levels,
            QuotaWindow documented,
            double lost,
            Function<DoubleUnaryOperator, HiddenProvider> provider) {
        double[] changes =
                random.doubles(4, 0.15 * seconds, 0.95 * seconds).sorted().toArray();
        double[] rates = {10 * levels[3], 5 * levels[4], 12 * levels[5], 7 * levels[6], 10 * levels[7]};
        DoubleUnaryOperator rate = now -> {
            int at = 0;
            while (at < changes.length && now >= changes[at]) {
                at++;
            }
            return rates[at];
        };
        double[] from = new double[changes.length + 1];
        System.arraycopy(changes, 0, from, 1, changes.length);
        return new Scenario(name, () -> provider.apply(rate), documented, from, lost);
    }

    /** What is left where others spend from the same bucket, more by day than by night and never quite the same. */
    private DoubleUnaryOperator restless(Random random, double middle) {
        double[] noise = new double[(int) (seconds / 10) + 2];
        for (int i = 1; i < noise.length; i++) {
            noise[i] = 0.9 * noise[i - 1] + 0.45 * random.nextGaussian();
        }
        double phase = 2 * Math.PI * random.nextDouble();
        return now -> Math.max(2, middle + 2.5 * Math.sin(2 * Math.PI * now / 2400 + phase) + noise[(int) (now / 10)]);
    }

    // ---- who chooses

    private static Chooser chooser(String name, QuotaWindow documented) {
        return switch (name) {
            case "controller" -> new Controlled(documented);
            case "aimd" -> new Leaky(0.02, 0.7);
            default -> new Leaky(0, 1);
        };
    }

    private static final class Controlled implements Chooser {
        private final QuotaController controller;

        Controlled(QuotaWindow documented) {
            controller = new QuotaController(documented, new Control(Control.Mode.ON, 0.1, 4));
        }

        @Override
        public double room(double now) {
            return controller.room(ControlledCalls.nanos(now));
        }

        @Override
        public void sent(double now, double weight, Sent call) {
            call.told = controller.sent(ControlledCalls.nanos(now), weight);
        }

        @Override
        public void answered(double now, Sent call) {
            controller.answered(ControlledCalls.nanos(now), Objects.requireNonNull(call.told), call.answer);
        }
    }

    /** A rate, raised a second while it is used, and cut by each refusal, at most every two seconds (Chiu and Jain, 1989). */
    private static final class Leaky implements Chooser {
        private static final double BURST = 20;
        private static final double HOLD = 2;

        private final double more;
        private final double less;
        private double rate = DOCUMENTED;
        private double tokens = BURST;
        private double at;
        private double cutAt = -HOLD;
        private double closedUntil;

        Leaky(double more, double less) {
            this.more = more;
            this.less = less;
        }

        @Override
        public double room(double now) {
            if (tokens < BURST / 2 && now - cutAt > HOLD) {
                rate += more * (now - at);
            }
            tokens = Math.min(BURST, tokens + rate * (now - at));
            at = now;
            return now < closedUntil ? 0 : tokens;
        }

        @Override
        public void sent(double now, double weight, Sent call) {
            tokens -= weight;
        }

        @Override
        public void answered(double now, Sent call) {
            Duration wait = call.answer.retryAfter();
            if (wait != null) {
                closedUntil = Math.max(closedUntil, call.at + wait.toNanos() / 1e9);
            }
            boolean failed = call.answer.verdict() != Verdict.SERVED && call.answer.verdict() != Verdict.LOST;
            if (failed && now - cutAt > HOLD) {
                cutAt = now;
                rate = Math.max(0.2, rate * less);
                tokens = less < 1 ? Math.min(tokens, 0) : tokens;
            }
        }
    }

    /** Sees the limit. */
    private record Seeing(HiddenProvider provider) implements Chooser {
        @Override
        public double room(double now) {
            return provider.takes(now, 20)
                    ? 20
                    : provider.takes(now, 5) ? 5 : provider.takes(now, 2) ? 2 : provider.takes(now, 1) ? 1 : 0;
        }

        @Override
        public void sent(double now, double weight, Sent call) {}

        @Override
        public void answered(double now, Sent call) {}
    }

    // ---- a run

    private Score score(Scenario scenario, Chooser chooser, long seed) {
        HiddenProvider seen = scenario.provider().get();
        HiddenProvider hidden = scenario.provider().get();
        Run best = run(seen, new Seeing(seen), seed, 0);
        Run run = run(hidden, chooser, seed, scenario.lost());
        double most = Arrays.stream(best.served()).sum();
        int refused = Arrays.stream(run.refused()).sum();
        return new Score(
                100 * (Arrays.stream(run.served()).sum() - MEAN_WEIGHT * refused) / most,
                1000.0 * refused / Math.max(1, Arrays.stream(run.sent()).sum()),
                run.bans(),
                converged(scenario, run, best));
    }

    private Run run(HiddenProvider provider, Chooser chooser, long seed, double lost) {
        Random random = new Random(seed * 7919 + 1);
        Random luck = new Random(seed + 5);
        double[] bursts = random.doubles((int) (seconds / 600), 0, seconds).toArray();
        int ticks = (int) (seconds / TICK);
        Run run = new Run(new double[ticks], new int[ticks], new int[ticks], new boolean[ticks], 0);
        ArrayDeque<Want> wanted = new ArrayDeque<>();
        PriorityQueue<Sent> onTheirWay = new PriorityQueue<>(Comparator.comparingDouble(Sent::back));
        for (int i = 0; i < ticks; i++) {
            double now = i * TICK;
            while (!onTheirWay.isEmpty() && onTheirWay.element().back() <= now) {
                chooser.answered(now, onTheirWay.remove());
            }
            double wave = 1 + 0.7 * Math.sin(2 * Math.PI * now / 3600 - 1);
            boolean burst = Arrays.stream(bursts).anyMatch(each -> each <= now && now < each + 30);
            int come = poisson(random, 1.1 * DOCUMENTED / MEAN_WEIGHT * wave * (burst ? 3 : 1) * TICK);
            for (int n = 0; n < come; n++) {
                wanted.add(new Want(now, WEIGHTS[random.nextInt(WEIGHTS.length)]));
            }
            while (!wanted.isEmpty() && now - wanted.element().since() > PATIENCE) {
                wanted.remove();
            }
            while (!wanted.isEmpty()
                    && run.sent()[i] < MOST_A_TICK
                    && chooser.room(now) >= wanted.element().weight()) {
                Want want = wanted.remove();
                ProviderAnswer answer = provider.get(now, want.weight());
                Sent sent = new Sent(now, luck.nextDouble() < lost ? LOST : answer);
                chooser.sent(now, want.weight(), sent);
                onTheirWay.add(sent);
                run.sent()[i]++;
                if (answer.verdict() == Verdict.SERVED) {
                    run.served()[i] += want.weight();
                } else {
                    run.refused()[i]++;
                    if (answer.verdict() != Verdict.TIMED_OUT) {
                        wanted.addFirst(want);
                    }
                }
            }
            run.pressed()[i] = !wanted.isEmpty();
        }
        int bans = provider instanceof HiddenProvider.Counted counted ? counted.bans : 0;
        return new Run(run.served(), run.refused(), run.sent(), run.pressed(), bans);
    }

    private static final ProviderAnswer LOST =
            new ProviderAnswer(Verdict.LOST, Duration.ofSeconds(5), Double.NaN, null);

    private static int poisson(Random random, double mean) {
        int n = 0;
        for (double p = random.nextDouble(); p > Math.exp(-mean); p *= random.nextDouble()) {
            n++;
        }
        return n;
    }

    /** Seconds from the first full minute after each change to the first good one; all that is left where there is none. */
    private List<Double> converged(Scenario scenario, Run run, Run best) {
        List<Double> all = new ArrayList<>();
        int minute = (int) (60 / TICK);
        for (int c = 0; c < scenario.changes().length; c++) {
            int from = (int) (scenario.changes()[c] / TICK);
            int to = c + 1 < scenario.changes().length ? (int) (scenario.changes()[c + 1] / TICK) : run.sent().length;
            double first = Double.NaN;
            double took = Double.NaN;
            for (int end = from + minute; end < to && Double.isNaN(took); end += 4) {
                double pressed = 0;
                double served = 0;
                double most = 0;
                int refused = 0;
                int sent = 0;
                for (int i = end - minute; i < end; i++) {
                    pressed += best.pressed()[i] ? 1 : 0;
                    served += run.served()[i];
                    most += best.served()[i];
                    refused += run.refused()[i];
                    sent += run.sent()[i];
                }
                if (pressed >= 0.8 * minute) {
                    first = Double.isNaN(first) ? end : first;
                    took = served >= 0.9 * most && refused <= 0.01 * sent + 0.5 ? (end - first) * TICK : Double.NaN;
                }
            }
            if (!Double.isNaN(first)) {
                all.add(Double.isNaN(took) ? (to - first) * TICK : took);
            }
        }
        return all;
    }
}
