package io.zol0.limits;

import io.zol0.limits.ProviderAnswer.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** A provider whose limit nobody sees, in virtual seconds; what it counts it may say. */
abstract class HiddenProvider {
    /** Weight a second at a time. */
    final DoubleUnaryOperator rate;

    HiddenProvider(DoubleUnaryOperator rate) {
        this.rate = rate;
    }

    /** Answers a call at a time; times never go back. */
    abstract ProviderAnswer get(double now, double weight);

    /** Whether it would serve a call now, as only who sees the limit can know. */
    abstract boolean takes(double now, double weight);

    static ProviderAnswer answer(Verdict verdict, double trip, double used, @Nullable Duration retryAfter) {
        return new ProviderAnswer(verdict, seconds(trip), used, retryAfter);
    }

    static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    /** A bucket that fills steadily and says nothing. */
    static final class Bucket extends HiddenProvider {
        private final double depth;
        private double level;
        private double at;

        Bucket(double depth, DoubleUnaryOperator rate) {
            super(rate);
            this.depth = depth;
            this.level = depth;
        }

        @Override
        boolean takes(double now, double weight) {
            level = Math.min(depth, level + rate.applyAsDouble(now) * (now - at));
            at = now;
            return level >= weight;
        }

        @Override
        ProviderAnswer get(double now, double weight) {
            if (!takes(now, weight)) {
                return answer(Verdict.REFUSED, 0.05, Double.NaN, null);
            }
            level -= weight;
            return answer(Verdict.SERVED, 0.1, Double.NaN, null);
        }
    }

    /** A count that begins anew by the clock, says what is spent and bans who goes on. */
    static final class Counted extends HiddenProvider {
        private final double period;
        private final int refusals;
        private final DoubleUnaryOperator others;
        private double window = -1;
        private double used;
        private int refused;
        private double bannedUntil;
        int bans;

        Counted(double period, int refusals, DoubleUnaryOperator rate) {
            this(period, refusals, rate, now -> 0);
        }

        /** @param others weight that others spend a second */
        Counted(double period, int refusals, DoubleUnaryOperator rate, DoubleUnaryOperator others) {
            super(rate);
            this.period = period;
            this.refusals = refusals;
            this.others = others;
        }

        @Override
        boolean takes(double now, double weight) {
            if (now < bannedUntil) {
                return false;
            }
            double index = turn(now);
            return count(now, weight) <= rate.applyAsDouble(index * period) * period;
        }

        private double turn(double now) {
            double index = Math.floor(now / period);
            if (index != window) {
                window = index;
                used = 0;
                refused = 0;
            }
            return index;
        }

        private double count(double now, double weight) {
            return used + weight + Math.floor(others.applyAsDouble(now) * (now - window * period));
        }

        @Override
        ProviderAnswer get(double now, double weight) {
            if (now < bannedUntil) {
                return answer(Verdict.BANNED, 0.05, Double.NaN, seconds(bannedUntil - now));
            }
            boolean served = takes(now, weight);
            double index = window;
            double count = count(now, weight);
            used += weight;
            if (served) {
                return answer(Verdict.SERVED, 0.1, count, null);
            }
            if (++refused > refusals) {
                bans++;
                bannedUntil = now + 120;
                return answer(Verdict.BANNED, 0.05, Double.NaN, seconds(120));
            }
            return answer(Verdict.REFUSED, 0.05, count, seconds((index + 1) * period - now));
        }
    }

    /** What was served within the last period counts; it says only when there is more. */
    static final class Rolling extends HiddenProvider {
        private record Call(double at, double weight) {}

        private final double period;
        private final ArrayDeque<Call> calls = new ArrayDeque<>();
        private double used;

        Rolling(double period, DoubleUnaryOperator rate) {
            super(rate);
            this.period = period;
        }

        @Override
        boolean takes(double now, double weight) {
            while (!calls.isEmpty() && calls.element().at <= now - period) {
                used -= calls.remove().weight;
            }
            return used + weight <= rate.applyAsDouble(now) * period;
        }

        @Override
        ProviderAnswer get(double now, double weight) {
            if (!takes(now, weight)) {
                double first = calls.isEmpty() ? now : calls.element().at;
                return answer(Verdict.REFUSED, 0.05, Double.NaN, seconds(Math.max(0.001, first + period - now)));
            }
            calls.add(new Call(now, weight));
            used += weight;
            return answer(Verdict.SERVED, 0.1, Double.NaN, null);
        }
    }

    /** A server that works off one call after another: calls wait, and in vain after two seconds. */
    static final class Server extends HiddenProvider {
        private double backlog;
        private double at;

        Server(DoubleUnaryOperator rate) {
            super(rate);
        }

        @Override
        boolean takes(double now, double weight) {
            return trip(now) < 0.5;
        }

        private double trip(double now) {
            double pace = rate.applyAsDouble(now);
            backlog = Math.max(0, backlog - pace * (now - at));
            at = now;
            return 0.1 + backlog / pace;
        }

        @Override
        ProviderAnswer get(double now, double weight) {
            double trip = trip(now);
            if (trip > 4) {
                return answer(Verdict.REFUSED, 0.05, Double.NaN, null);
            }
            backlog += weight;
            return answer(trip > 2 ? Verdict.TIMED_OUT : Verdict.SERVED, trip, Double.NaN, null);
        }
    }
}
