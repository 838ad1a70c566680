package io.zol0.ui.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.gateway.CacheSeries;
import io.zol0.metrics.Answer;
import io.zol0.metrics.Scope;
import io.zol0.metrics.SeriesRecorder;
import io.zol0.metrics.Subject;
import io.zol0.ui.parts.Chart;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The hit rate of the last day, as the history has it. */
@ApplicationTest
class HitRatesTests {
    private static final long ONE = 900_001;
    private static final long OTHER = 900_002;

    @Autowired
    private HitRates rates;

    @Autowired
    private SeriesRecorder recorder;

    @Test
    void hits_and_calls_of_the_upstreams_in_sight_are_one_share() throws InterruptedException {
        recorder.add(CacheSeries.HITS.of(Subject.upstream(ONE)), 3);
        recorder.add(CacheSeries.ASKED.of(Subject.upstream(ONE)), 4);
        recorder.add(CacheSeries.ASKED.of(Subject.upstream(OTHER)), 2);
        Scope both = new Scope.OfUpstreams(Set.of(ONE, OTHER));
        // What is recorded comes into a piece of five seconds first.
        for (int i = 0; i < 2_000 && points(both).isEmpty(); i++) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(sum(points(both))).isEqualTo(50);
        assertThat(sum(points(new Scope.OfUpstream(ONE)))).isEqualTo(75);
        assertThat(sum(points(new Scope.OfUpstream(OTHER)))).isZero();
        assertThat(points(new Scope.OfUpstreams(Set.of()))).isEmpty();
        assertThat(HitRatePart.sentence(points(both)))
                .isEqualTo("In steps of ten minutes; 1 of 144 had calls that could come from the cache.");
        assertThat(HitRatePart.sentence(List.of()))
                .isEqualTo("No call that could come from the cache was made in the last 24 hours.");
    }

    private List<Chart.Point> points(Scope scope) throws InterruptedException {
        return switch (rates.lastDay(scope)) {
            case Answer.Found<List<Chart.Point>>(List<Chart.Point> points) -> points;
            case Answer.Unavailable<List<Chart.Point>>(String reason) -> throw new AssertionError(reason);
        };
    }

    private static double sum(List<Chart.Point> points) {
        return points.stream()
                .map(point -> point.values().getFirst())
                .mapToDouble(value -> value == null ? 0 : value)
                .sum();
    }
}
