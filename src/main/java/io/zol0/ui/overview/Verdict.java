package io.zol0.ui.overview;

import io.zol0.metrics.Stats;
import io.zol0.ui.parts.Figures;
import java.time.Duration;

/** What is said of the last minute: whether all is well, and how figures compare with the last hour's. */
final class Verdict {
    /** Share of failed calls from which on the overview no longer says that all is good: the seed's alert threshold. */
    static final double WORRYING_ERRORS = 0.05;

    /** Fewer calls than this say too little to compare with. */
    private static final long ENOUGH = 100;

    private Verdict() {}

    static boolean worrying(Stats minute) {
        return minute.errorShare() >= WORRYING_ERRORS;
    }

    /** The one sentence at the top. */
    static String sentence(int upstreams, Stats minute) {
        String what = upstreams == 1 ? "1 upstream" : upstreams + " upstreams";
        if (minute.calls() == 0) {
            return "Quiet. %s, no calls in the last minute.".formatted(what);
        }
        String traffic = "%s, %s a second".formatted(what, rate(Figures.number(minute.rate())));
        return worrying(minute)
                ? "%s of the calls failed in the last minute. %s."
                        .formatted(Figures.percent(minute.errorShare()), traffic)
                : "All good. %s, %s failed in the last minute."
                        .formatted(traffic, Figures.percent(minute.errorShare()));
    }

    /** How a time compares with the hour's, or nothing where the hour says too little. */
    static String against(Duration now, Duration hour, Stats minute, Stats lastHour) {
        if (!comparable(minute, lastHour)) {
            return "";
        }
        Duration difference = now.minus(hour);
        if (Math.abs(difference.toNanos()) < hour.toNanos() / 20) {
            return "as in the last hour";
        }
        return "%s %s the last hour's"
                .formatted(Figures.time(difference.abs()), difference.isNegative() ? "below" : "above");
    }

    /** How a rate compares with the hour's. */
    static String rateAgainst(Stats minute, Stats lastHour) {
        return comparable(minute, lastHour) ? "last hour %s".formatted(Figures.rate(lastHour.rate())) : "";
    }

    /** How the share of failures compares with the hour's. */
    static String errorsAgainst(Stats minute, Stats lastHour) {
        return comparable(minute, lastHour) ? "last hour %s".formatted(Figures.percent(lastHour.errorShare())) : "";
    }

    private static boolean comparable(Stats minute, Stats lastHour) {
        return minute.calls() > 0
                && lastHour.calls() >= ENOUGH
                && lastHour.span().compareTo(minute.span().multipliedBy(5)) >= 0;
    }

    private static String rate(String number) {
        return number + (number.equals("1") ? " call" : " calls");
    }
}
