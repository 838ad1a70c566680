package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.metrics.Outcome;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.Spread;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Subject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is looked through for dependencies. */
class SeriesWordsTests {
    @ParameterizedTest
    @CsvSource({
        "system.cpu, work of the machine's processors",
        "system.memory.used, memory of the machine in use",
        "jvm.heap.used, heap in use",
        "jvm.gc.time, time of garbage collection",
        "gateway.lag, lateness of the event loops",
        "database.away, time without the database",
        "business.order_fill_time, order fill time"
    })
    void the_machine_the_process_the_database_and_the_business_are_looked_through(String name, String words) {
        assertThat(SeriesWords.of(SeriesName.gauge(name, "").ofWhole(), "")).hasValue(words);
    }

    @Test
    void quotas_pages_and_labels_are_named_with_what_they_are_about() {
        assertThat(SeriesWords.of(SeriesName.counter("quota.waits", "ms").of(Subject.quota(4, 2)), "quota day of shop"))
                .hasValue("time that calls wait for quota day of shop");
        assertThat(SeriesWords.of(
                        SeriesName.gauge("page.lcp.p75", "ms").of(Subject.named(Subject.Kind.PAGE, "mobile shop/")),
                        "mobile shop/"))
                .hasValue("page lcp p75 of mobile shop/");
        assertThat(SeriesWords.of(
                        SeriesName.gauge("business.orders", "").of(Subject.named(Subject.Kind.LABELS, "country=DE")),
                        "country=DE"))
                .hasValue("orders of country=DE");
    }

    @Test
    void parts_of_one_thing_and_what_never_says_anything_are_left_out() {
        assertThat(SeriesWords.of(SeriesName.counter("cache.evicted", "").of(Subject.upstream(2)), "shop"))
                .isEqualTo(Optional.empty());
        assertThat(SeriesWords.of(SeriesName.gauge("jvm.heap.max", "bytes").ofWhole(), ""))
                .isEmpty();
    }

    @Test
    void of_calls_their_rate_latency_errors_waits_hits_and_refusals_are_looked_through() {
        Duration time = Duration.ofMillis(40);
        Spread total = new Spread(200, time, time, time, time);
        Stats stats = new Stats(
                Duration.ofMinutes(1),
                200,
                Map.of(),
                Map.of(
                        Outcome.FAILED, 2L,
                        Outcome.QUEUED, 10L,
                        Outcome.CACHED, 50L,
                        Outcome.REFUSED_BY_PROVIDER, 4L,
                        Outcome.SERVED, 134L),
                0,
                0,
                total,
                total,
                total);
        assertThat(Arrays.stream(CallMeasure.values()).map(measure -> measure.of(stats)))
                .containsExactly(200 / 60.0, 40.0, 1.0, 5.0, 25.0, 2.0);
        Stats few = new Stats(Duration.ofMinutes(1), 2, Map.of(), Map.of(), 0, 0, total, total, total);
        assertThat(CallMeasure.ERRORS.of(few)).isNaN();
    }
}
