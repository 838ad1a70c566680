package io.zol0.ui.limits;

import io.zol0.limits.Control;
import io.zol0.limits.KeySource;
import io.zol0.limits.WhenEmpty;
import io.zol0.limits.WindowKind;

/** What one can choose between in the form of a quota, in words. */
final class Choices {
    private Choices() {}

    static String words(WindowKind kind) {
        return switch (kind) {
            case ALIGNED -> "by the clock";
            case ROLLING -> "rolling";
            case TOKEN_BUCKET -> "token bucket";
            case DECAYING -> "decaying counter";
        };
    }

    static String explained(WindowKind kind) {
        return switch (kind) {
            case ALIGNED -> "The count begins anew at each full period of the clock in UTC, as Binance counts weight.";
            case ROLLING -> "What was spent in the last period before now counts, at every moment, as Bybit counts.";
            case TOKEN_BUCKET ->
                "A bucket that holds at most the number and is full again after the period, as Coinbase has it.";
            case DECAYING ->
                "Each call raises a counter that falls by the number within the period and never passes it: Kraken's.";
        };
    }

    static String words(WhenEmpty what) {
        return switch (what) {
            case QUEUE -> "Calls wait, high priority first";
            case REJECT -> "Calls are refused with 429";
            case SERVE_STALE -> "The last good answer is served from the cache, else 429";
            case SHADOW -> "Dry run: calls go on and are counted";
        };
    }

    static String words(Control.Mode mode) {
        return switch (mode) {
            case OFF -> "Off: what the windows say, less the margin";
            case ADVISE -> "Advise: say what it would do";
            case ON -> "On: follow the provider between floor and ceiling";
        };
    }

    static String explained(Control.Mode mode) {
        return switch (mode) {
            case OFF -> "A refusal of the provider lowers the level by at most 30 %, until this quota is saved again.";
            case ADVISE ->
                "As off; what the controller takes the real limit to be is recorded beside it, and nothing follows it.";
            case ON ->
                "The controller learns from what is served, refused and counted, and spreads calls out; the margin is not kept.";
        };
    }

    static String words(KeySource.Place place) {
        return switch (place) {
            case HEADER -> "a header";
            case QUERY -> "a query field";
        };
    }
}
