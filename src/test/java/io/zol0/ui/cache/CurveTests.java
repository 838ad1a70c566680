package io.zol0.ui.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.cache.ChangeRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTests {
    private static final int SPANS = ChangeRecord.EMPTY.asked().size();

    private static List<Long> counts(int span, long count) {
        List<Long> counts = new ArrayList<>(Collections.nCopies(SPANS, 0L));
        counts.set(span, count);
        return counts;
    }

    @Test
    void before_there_is_enough_data_nothing_is_drawn_and_how_much_is_missing_is_said() {
        assertThat(Curve.of(ChangeRecord.EMPTY).points()).isEmpty();
        assertThat(Curve.sentence(ChangeRecord.EMPTY, Duration.ofSeconds(5)))
                .isEqualTo(
                        "Not enough data yet to say what 5 s brings: 0 of 30 refetches and 0 of 30 requests were seen.");
    }

    @Test
    void a_longer_time_to_live_brings_more_and_costs_more() {
        int middle = SPANS / 2;
        ChangeRecord record =
                new ChangeRecord(counts(middle, 50), counts(middle, 150), counts(middle / 2, 500), 10, 0, 0);
        List<Curve.Point> points = Curve.of(record).points();
        assertThat(points).hasSizeGreaterThan(5);
        for (int i = 1; i < points.size(); i++) {
            assertThat(points.get(i).hitRate())
                    .isGreaterThanOrEqualTo(points.get(i - 1).hitRate());
            assertThat(points.get(i).outdated()).isGreaterThan(points.get(i - 1).outdated());
        }
        assertThat(Curve.sentence(record, Duration.ofMinutes(1))).startsWith("Fresh for 1 min, about ");
    }
}
