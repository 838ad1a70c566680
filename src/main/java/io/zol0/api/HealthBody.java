package io.zol0.api;

import io.zol0.insight.Health;
import io.zol0.insight.HealthScore;
import io.zol0.insight.Place;
import io.zol0.insight.Term;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The health score of everything in sight with its terms, and those of environments and upstreams in short.
 *
 * @param score 0 to 1; null where no term was measured
 * @param weightsVersion which weights were used; 0 for those that were shipped
 */
record HealthBody(
        @Nullable Double score,
        long weightsVersion,
        List<TermBody> terms,
        List<MissingBody> missing,
        List<PlaceBody> places) {
    /**
     * A part of the score.
     *
     * @param weight share of the score that it decides; those of all terms that were measured are 1 together
     * @param value from 0 to 1
     * @param measured the figure that it was made of
     * @param good the figure up to which, or from which on, it is 1
     * @param bad the figure at which it is 0
     * @param words the measurements that the figure was made of
     */
    record TermBody(
            Term term,
            String name,
            double weight,
            double value,
            double measured,
            String unit,
            double good,
            double bad,
            String words) {}

    /** A term that was left out. */
    record MissingBody(Term term, String name, double weight, String why) {}

    /**
     * An environment or an upstream.
     *
     * @param worst what takes most from its score; null where nothing does
     */
    record PlaceBody(
            Place.Kind kind,
            String name,
            @Nullable Double score,
            @Nullable TermBody worst) {}

    static HealthBody of(HealthScore whole, List<Health.Scored> places) {
        return new HealthBody(
                whole.score(),
                whole.weights(),
                whole.terms().stream().map(HealthBody::term).toList(),
                whole.missing().stream()
                        .map(each -> new MissingBody(each.term(), each.term().title(), each.weight(), each.why()))
                        .toList(),
                places.stream()
                        .filter(each -> each.place().kind() != Place.Kind.EVERYTHING)
                        .map(each -> new PlaceBody(
                                each.place().kind(),
                                each.name(),
                                each.score().score(),
                                each.score().worst().map(HealthBody::term).orElse(null)))
                        .toList());
    }

    private static TermBody term(HealthScore.Part part) {
        return new TermBody(
                part.term(),
                part.term().title(),
                part.weight(),
                part.value(),
                part.measured(),
                part.term().unit(),
                part.good(),
                part.bad(),
                part.words());
    }
}
