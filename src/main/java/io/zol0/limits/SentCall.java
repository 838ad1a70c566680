package io.zol0.limits;

import org.jspecify.annotations.Nullable;

/** A call that a controller let go, to say later what became of it. */
public final class SentCall {
    final QuotaController by;
    final double at;
    final double weight;
    /** All that was sent and not refused, up to this call and with it. */
    double upTo;

    /** Those on their way that were sent before and after it. */
    @Nullable
    SentCall before;

    @Nullable
    SentCall after;

    /** Weight that counted when it was sent, with it, where that is what its controller goes by. */
    double counted;

    /** The same in the window by the clock; not a number where it is not sure in which. */
    double countedByClock;

    boolean answered;

    SentCall(QuotaController by, double at, double weight) {
        this.by = by;
        this.at = at;
        this.weight = weight;
    }
}
