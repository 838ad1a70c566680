package io.zol0.limits;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's answer to a call says about its limit. What makes no sense (negative, absurd, no number) is taken for not
 * said.
 *
 * @param verdict what became of the call
 * @param roundTrip from sending to the answer or to giving up
 * @param used weight that the provider counts in its current window, this call included; NaN where it does not say
 * @param retryAfter from sending on, how long it wants not to be asked; null where it does not say
 */
public record ProviderAnswer(
        Verdict verdict,
        Duration roundTrip,
        double used,
        @Nullable Duration retryAfter) {

    /** What became of a call, as far as a limit is concerned. */
    public enum Verdict {
        /** Let through, whatever it then answered. */
        SERVED,
        /** Too many calls. */
        REFUSED,
        /** Refused for having gone on after refusals. */
        BANNED,
        /** No answer in time. */
        TIMED_OUT,
        /** No answer, for a reason that says nothing of a limit. */
        LOST
    }
}
