package io.zol0.limits;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Limits on a time that is moved by hand. */
abstract class LimitsFixture {
    static final byte[] SECRET = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration MINUTE = Duration.ofMinutes(1);

    final VirtualTime time = new VirtualTime();
    final Limits limits = new Limits(time, time::nanos, KeyHash.under(SECRET));

    AskingCall call() {
        return new AskingCall(time);
    }

    AskingCall ask() {
        return call().ask(limits);
    }

    /** Of high priority by {@link #ORDERS_FIRST}. */
    AskingCall askOrder() {
        return call().of("POST", "/api/v3/order").ask(limits);
    }

    static final Cost ORDERS_FIRST = new Cost("POST /api/v3/order", 1, null, List.of(), true);

    List<AskingCall> ask(int calls) {
        return IntStream.range(0, calls).mapToObj(i -> ask()).toList();
    }

    static long granted(List<AskingCall> calls) {
        return calls.stream().filter(AskingCall::isGranted).count();
    }

    QuotaState state() {
        return limits.state(1).orElseThrow();
    }

    WindowState window() {
        return state().fullest().getFirst().windows().getFirst();
    }
}
