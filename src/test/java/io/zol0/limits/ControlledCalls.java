package io.zol0.limits;

import io.zol0.limits.ProviderAnswer.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/** Callers that want more than there is, let through by a controller to a provider, in virtual time. */
final class ControlledCalls {
    private static final int TICKS = 10;
    private static final double[] WEIGHTS = {1, 1, 1, 2, 5};

    private record Sent(int number, double at, double back, SentCall call, ProviderAnswer answer) {}

    final QuotaController controller;
    final List<Move> moves = new ArrayList<>();
    private final HiddenProvider provider;
    private final UnaryOperator<ProviderAnswer> onTheWayBack;
    private final PriorityQueue<Sent> onTheirWay =
            new PriorityQueue<>(Comparator.comparingDouble(Sent::back).thenComparing(Sent::number));
    private final Random random = new Random(5);
    private double next = 1;
    double now;
    int sent;
    int refused;
    double served;
    /** Sent while the provider had asked not to. */
    int early;

    private double askedUntil;
    private long ticks;

    ControlledCalls(Control control, HiddenProvider provider) {
        this(control, provider, answer -> answer);
    }

    /** @param onTheWayBack what the answers become before they are read */
    ControlledCalls(Control control, HiddenProvider provider, UnaryOperator<ProviderAnswer> onTheWayBack) {
        this(new QuotaWindow(WindowKind.TOKEN_BUCKET, 600, Duration.ofMinutes(1)), control, provider, onTheWayBack);
    }

    ControlledCalls(
            QuotaWindow documented,
            Control control,
            HiddenProvider provider,
            UnaryOperator<ProviderAnswer> onTheWayBack) {
        this(documented, control, provider, onTheWayBack, now -> now);
    }

    /** @param wall the wall clock, by the time of the calls; both in nanoseconds */
    ControlledCalls(
            QuotaWindow documented,
            Control control,
            HiddenProvider provider,
            UnaryOperator<ProviderAnswer> onTheWayBack,
            LongUnaryOperator wall) {
        this.controller = new QuotaController(documented, control, moves::add, (double) documented.capacity(), wall);
        this.provider = provider;
        this.onTheWayBack = onTheWayBack;
    }

    ControlledCalls run(double seconds) {
        for (long end = ticks + Math.round(seconds * TICKS); ticks < end; ) {
            now = (double) ++ticks / TICKS;
            hear();
            for (int i = 0; i < 20 && controller.room(nanos(now)) >= next; i++) {
                send();
            }
        }
        return this;
    }

    private void send() {
        ProviderAnswer answer = provider.get(now, next);
        sent++;
        early += now < askedUntil ? 1 : 0;
        if (answer.verdict() == Verdict.SERVED) {
            served += next;
        } else {
            refused++;
        }
        SentCall call = controller.sent(nanos(now), next);
        double trip = answer.roundTrip().toNanos() / 1e9;
        onTheirWay.add(new Sent(sent, now, now + trip, call, answer));
        next = WEIGHTS[random.nextInt(WEIGHTS.length)];
    }

    private void hear() {
        while (!onTheirWay.isEmpty() && onTheirWay.element().back() <= now) {
            Sent back = onTheirWay.remove();
            ProviderAnswer read = onTheWayBack.apply(back.answer());
            if (back.answer().retryAfter() != null) {
                askedUntil = Math.max(
                        askedUntil, back.at() + back.answer().retryAfter().toNanos() / 1e9);
            }
            controller.answered(nanos(now), back.call(), read);
        }
    }

    /** Forgets what was counted, to look at what comes. */
    ControlledCalls fromHere() {
        sent = 0;
        refused = 0;
        served = 0;
        return this;
    }

    static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
