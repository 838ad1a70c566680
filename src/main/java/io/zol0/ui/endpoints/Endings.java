package io.zol0.ui.endpoints;

import io.zol0.metrics.CallSample;
import io.zol0.metrics.Outcome;

/** How calls ended, in words; a caller that went away is no error. */
final class Endings {
    private Endings() {}

    static String words(Outcome outcome) {
        return switch (outcome) {
            case SERVED -> "served from upstream";
            case CACHED -> "served from cache";
            case QUEUED -> "served after waiting";
            case REFUSED_BY_US -> "refused by ZoL0";
            case REFUSED_BY_PROVIDER -> "refused by the provider";
            case FAILED -> "failed";
            case ABORTED_BY_CALLER -> "the caller went away";
        };
    }

    /** Why a call ended otherwise than with a whole answer; empty where it did not. */
    static String why(CallSample call) {
        if (call.outcome() != Outcome.ABORTED_BY_CALLER && call.failure() != null) {
            return call.failure();
        }
        return switch (call.outcome()) {
            case SERVED, CACHED, QUEUED -> "";
            case REFUSED_BY_US, REFUSED_BY_PROVIDER, FAILED, ABORTED_BY_CALLER -> words(call.outcome());
        };
    }
}
