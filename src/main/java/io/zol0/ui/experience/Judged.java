package io.zol0.ui.experience;

import io.zol0.metrics.PageVital;
import io.zol0.metrics.Vital;
import io.zol0.ui.parts.Figures;
import java.time.Duration;
import java.util.Locale;

/** A vital in words: its 75th percentile, how that is judged, and of how many samples it is. */
final class Judged {
    private Judged() {}

    /** What a column of it is called. */
    static String name(Vital vital) {
        return switch (vital) {
            case LCP -> "Largest paint (LCP)";
            case INP -> "Interaction (INP)";
            case CLS -> "Layout shift (CLS)";
            case FCP -> "First paint (FCP)";
            case TTFB -> "First byte (TTFB)";
            case UPSTREAM -> "Call";
            case RESOURCE -> "Load";
        };
    }

    /** A value with its unit. */
    static String value(Vital vital, double value) {
        return vital.isTime()
                ? Figures.time(Duration.ofNanos(Math.round(value * 1e6)))
                : Figures.number(Math.round(value * 1000) / 1000.0);
    }

    static String words(Vital.Band band) {
        return switch (band) {
            case GOOD -> "good";
            case NEEDS_WORK -> "needs work";
            case POOR -> "poor";
            case NONE -> "";
        };
    }

    /** As {@code 2.1 s}, or that there are too few samples. */
    static String figure(PageVital vital) {
        return vital.isEnough() ? value(vital.vital(), vital.p75()) : "too few";
    }

    /** As {@code good, 1,204 samples}. */
    static String basis(PageVital vital) {
        String samples = Figures.count(vital.samples()) + (vital.samples() == 1 ? " sample" : " samples");
        String band = vital.isEnough() ? words(vital.vital().band(vital.p75())) : "";
        return band.isEmpty() ? samples : band + ", " + samples;
    }

    /** Its class in the style sheet. */
    static String style(PageVital vital) {
        return vital.isEnough() ? vital.vital().band(vital.p75()).name().toLowerCase(Locale.ROOT) : "few";
    }

    /** What is good and what is poor, of all vitals that have bounds. */
    static String bounds(Vital vital) {
        return name(vital) + ": good up to " + value(vital, vital.good()) + ", poor beyond "
                + value(vital, vital.poor());
    }
}
