package io.zol0.ui.insight;

import io.zol0.insight.HealthScore;
import io.zol0.insight.Term;
import io.zol0.ui.parts.Figures;
import java.time.Duration;
import java.util.Locale;

/** The health score in words. */
public final class HealthWords {
    private HealthWords() {}

    /** A score: {@code 0.86}; a dash where there is none. */
    public static String score(HealthScore score) {
        Double value = score.score();
        return value == null ? "–" : number(value);
    }

    static String number(double score) {
        return String.format(Locale.ROOT, "%.2f", score);
    }

    /** The score with what takes most from it, as a sentence. */
    public static String sentence(String name, HealthScore score) {
        Double value = score.score();
        if (value == null) {
            return "Nothing was measured of %s in the last 15 minutes that a score could be made of.".formatted(name);
        }
        String start = "%s for %s over the last 15 minutes.".formatted(number(value), name);
        return score.worst()
                .map(part -> "%s What takes most from it, %s, is %s: %s."
                        .formatted(start, number(part.lost()), part.term().title(), figure(part)))
                .orElse(start + " Nothing takes from it.");
    }

    /** The figure of a term with what it was made of. */
    static String figure(HealthScore.Part part) {
        String value = measured(part.term(), part.measured());
        return part.words().isEmpty() ? value : "%s (%s)".formatted(value, part.words());
    }

    static String measured(Term term, double value) {
        return switch (term.unit()) {
            case "ms" -> Figures.time(Duration.ofNanos(Math.round(value * 1e6)));
            case "%" -> Figures.percent(value / 100);
            default -> Figures.number(value) + "\u00a0" + term.unit();
        };
    }
}
