package io.zol0.optimizer;

import io.zol0.limits.Control;
import io.zol0.limits.ProviderAnswer;
import io.zol0.limits.ProviderAnswer.Verdict;
import io.zol0.limits.QuotaController;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.SentCall;
import io.zol0.limits.WindowKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Providers whose limit is hidden, drifts, jumps, and whose weights change, under a demand above it; the calls that each way of setting
 * the limit gets served, of those that one who sees the limit does.
 */
final class SimulatedQuotas {
    private static final double TICK = 0.25;
    private static final double PERIOD = 60;
    private static final double DOCUMENTED = 600;
    private static final double PATIENCE = 60;
    private static final double ROUND_TRIP = 0.1;

    private final double seconds;
    private final double demand;
    private final double drift;
    private final double jump;

    /** What came of a way of setting the limit. */
    record Result(double ofOracle, double refusedPerThousand) {}

    SimulatedQuotas(double seconds, Random constants) {
        this.seconds = seconds;
        this.demand = 1.05 + 0.3 * constants.nextDouble();
        this.drift = 0.002 + 0.003 * constants.nextDouble();
        this.jump = 0.2 + 0.2 * constants.nextDouble();
    }

    /** By the name of the way, over all kinds of providers. */
    Map<String, Result> run(long seed) {
        Map<String, Result> results = new TreeMap<>();
        Map<String, double[]> sums = new TreeMap<>();
        for (int kind = 0; kind < 4; kind++) {
            World world = new World(Seeds.of(seed, kind), kind);
            double[] oracle = new Run(world, Seeds.of(seed, 9), new Oracle()).go();
            for (Setter setter : List.of(
                    new Fixed("nothing", DOCUMENTED),
                    new SeedRules(),
                    new Fixed("hand-set", 0.9 * world.mean()),
                    new Adaptive(world.kind))) {
                double[] run = new Run(world, Seeds.of(seed, 9), setter).go();
                double[] sum = sums.computeIfAbsent(setter.name(), name -> new double[4]);
                sum[0] += run[0];
                sum[1] += oracle[0];
                sum[2] += run[1];
                sum[3] += run[2];
            }
        }
        sums.forEach((name, sum) -> results.put(name, new Result(sum[0] / sum[1], 1000 * sum[2] / sum[3])));
        return results;
    }

    /** A limit over time. */
    private final class World {
        final int kind;
        final double[] limit;
        final double[] weight;
        final double[] wanted;

        World(Random random, int kind) {
            this.kind = kind;
            int minutes = (int) (seconds / 60) + 2;
            limit = new double[minutes];
            weight = new double[minutes];
            wanted = new double[minutes];
            double now = DOCUMENTED * (0.75 + 0.5 * random.nextDouble());
            double phase = random.nextDouble();
            int heavierFrom = minutes / 3 + random.nextInt(minutes / 3);
            for (int i = 0; i < minutes; i++) {
                now *= Math.exp(drift * random.nextGaussian());
                if (random.nextInt(60) == 0) {
                    now *= random.nextBoolean() ? 1 + jump : 1 / (1 + jump);
                }
                now = Math.clamp(now, 0.4 * DOCUMENTED, 2 * DOCUMENTED);
                limit[i] = now;
                weight[i] = i >= heavierFrom ? 1.25 : 1;
                double wave = 1 + 0.3 * Math.sin(2 * Math.PI * (i / 120.0 + phase));
                wanted[i] = DOCUMENTED * demand * wave;
            }
        }

        double at(double[] of, double now) {
            return of[(int) Math.min(of.length - 1, now / 60)];
        }

        double mean() {
            double sum = 0;
            for (int i = 0; i < limit.length; i++) {
                sum += limit[i] / weight[i];
            }
            return sum / limit.length;
        }
    }

    /** Counts as a provider does: by the clock without saying, by the clock and saying so, rolling, or a bucket. */
    private static final class Provider {
        private final World world;
        private final Deque<double[]> last = new ArrayDeque<>();
        private double spent;
        private double window = -1;
        private double level = DOCUMENTED / 10;
        private double at;

        Provider(World world) {
            this.world = world;
        }

        double room(double now) {
            double limit = world.at(world.limit, now);
            switch (world.kind) {
                case 0, 1 -> {
                    if (Math.floor(now / PERIOD) != window) {
                        window = Math.floor(now / PERIOD);
                        spent = 0;
                    }
                    return limit - spent;
                }
                case 2 -> {
                    while (!last.isEmpty() && last.peek()[0] <= now - PERIOD) {
                        spent -= last.remove()[1];
                    }
                    return limit - spent;
                }
                default -> {
                    level = Math.min(DOCUMENTED / 10, level + (now - at) * limit / PERIOD);
                    at = now;
                    return level;
                }
            }
        }

        boolean take(double now, double weight) {
            double charged = weight * world.at(world.weight, now);
            if (room(now) < charged) {
                return false;
            }
            spent += charged;
            level -= charged;
            if (world.kind == 2) {
                last.add(new double[] {now, charged});
            }
            return true;
        }

        double said() {
            return world.kind == 1 ? spent : Double.NaN;
        }
    }

    /** Decides how much goes out. */
    private interface Setter {
        String name();

        double room(double now, Provider provider);

        default @Nullable SentCall sent(double now, double weight) {
            return null;
        }

        default void answered(double now, @Nullable SentCall call, boolean served, double used) {}
    }

    private static final class Oracle implements Setter {
        @Override
        public String name() {
            return "oracle";
        }

        @Override
        public double room(double now, Provider provider) {
            return provider.room(now) / provider.world.at(provider.world.weight, now);
        }
    }

    /** A limit of whole minutes. */
    private static class Fixed implements Setter {
        private final String name;
        double limit;
        private double minute = -1;
        private double spent;

        Fixed(String name, double limit) {
            this.name = name;
            this.limit = limit;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public double room(double now, Provider provider) {
            if (Math.floor(now / PERIOD) != minute) {
                minute = Math.floor(now / PERIOD);
                spent = 0;
            }
            return limit - spent;
        }

        @Override
        public @Nullable SentCall sent(double now, double weight) {
            spent += weight;
            return null;
        }
    }

    /** The seed's: every five minutes a fifth more where nothing was refused and it was used, a fifth less above 2 % refused. */
    private static final class SeedRules extends Fixed {
        private double lookedAt;
        private double sent;
        private double refused;

        SeedRules() {
            super("seed's rules", DOCUMENTED);
        }

        @Override
        public void answered(double now, @Nullable SentCall call, boolean served, double used) {
            sent++;
            refused += served ? 0 : 1;
            if (now - lookedAt >= 300) {
                if (refused > 0.02 * sent) {
                    limit *= 0.8;
                } else if (refused == 0) {
                    limit *= 1.2;
                }
                lookedAt = now;
                sent = 0;
                refused = 0;
            }
        }
    }

    /** The controller of a quota, as the gateway has it. */
    private static final class Adaptive implements Setter {
        private final QuotaController controller;

        Adaptive(int kind) {
            WindowKind window = switch (kind) {
                case 0, 1 -> WindowKind.ALIGNED;
                case 2 -> WindowKind.ROLLING;
                default -> WindowKind.TOKEN_BUCKET;
            };
            controller = new QuotaController(
                    new QuotaWindow(window, (long) DOCUMENTED, Duration.ofSeconds((long) PERIOD)),
                    new Control(Control.Mode.ON, 0.1, 4),
                    now -> now);
        }

        @Override
        public String name() {
            return "optimizer";
        }

        @Override
        public double room(double now, Provider provider) {
            return controller.room(nanos(now));
        }

        @Override
        public @Nullable SentCall sent(double now, double weight) {
            return controller.sent(nanos(now), weight);
        }

        @Override
        public void answered(double now, @Nullable SentCall call, boolean served, double used) {
            if (call != null) {
                controller.answered(
                        nanos(now),
                        call,
                        new ProviderAnswer(
                                served ? Verdict.SERVED : Verdict.REFUSED,
                                Duration.ofMillis((long) (1000 * ROUND_TRIP)),
                                used,
                                null));
            }
        }

        private static long nanos(double now) {
            return (long) (now * 1e9);
        }
    }

    private record Out(double back, @Nullable SentCall call, boolean served, double used) {}

    /** One way against one world. */
    private final class Run {
        private final World world;
        private final Random random;
        private final Setter setter;

        Run(World world, Random random, Setter setter) {
            this.world = world;
            this.random = random;
            this.setter = setter;
        }

        /** Weight served, calls refused, calls sent. */
        double[] go() {
            Provider provider = new Provider(world);
            Deque<double[]> wants = new ArrayDeque<>();
            List<Out> out = new ArrayList<>();
            double served = 0;
            double refused = 0;
            double sent = 0;
            for (double now = 0; now < seconds; now += TICK) {
                double due = world.at(world.wanted, now) / PERIOD * TICK;
                // Calls weigh 1.8 on average.
                for (double calls = due / 1.8; calls > 0; calls--) {
                    double weight = random.nextInt(5) == 0 ? 5 : 1;
                    if (random.nextDouble() < calls) {
                        wants.add(new double[] {now, weight});
                    }
                }
                while (!wants.isEmpty() && wants.peek()[0] < now - PATIENCE) {
                    wants.remove();
                }
                double time = now;
                for (Out each : out) {
                    if (each.back() <= time) {
                        setter.answered(time, each.call(), each.served(), each.used());
                    }
                }
                out.removeIf(each -> each.back() <= time);
                while (!wants.isEmpty() && setter.room(now, provider) >= wants.peek()[1]) {
                    double weight = wants.remove()[1];
                    SentCall call = setter.sent(now, weight);
                    boolean ok = provider.take(now, weight);
                    served += ok ? weight : 0;
                    refused += ok ? 0 : 1;
                    sent++;
                    out.add(new Out(now + ROUND_TRIP, call, ok, provider.said()));
                }
            }
            return new double[] {served, refused, sent};
        }
    }
}
