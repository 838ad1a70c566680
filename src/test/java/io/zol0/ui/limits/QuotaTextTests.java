package io.zol0.ui.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.catalog.Problem;
import io.zol0.limits.Preset;
import io.zol0.limits.PresetQuota;
import io.zol0.limits.Presets;
import io.zol0.limits.Quota;
import io.zol0.limits.WhenEmpty;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuotaTextTests {
    static Stream<Quota> shipped() {
        return Presets.shipped().stream()
                .flatMap(preset -> preset.quotas().stream().map(quota -> made(preset, quota)));
    }

    private static Quota made(Preset preset, PresetQuota quota) {
        return quota.quota(7, Presets.reference(preset, quota));
    }

    private static Quota weight() {
        return shipped()
                .filter(quota -> quota.name().equals("weight"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void what_a_preset_fills_in_reads_back_the_same(Quota quota) {
        QuotaText.Reading reading = QuotaText.of(quota).read(quota);
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.quota()).isEqualTo(quota);
    }

    @Test
    void each_field_that_cannot_be_read_is_named_with_its_place() {
        Quota base = weight();
        QuotaText text = QuotaText.of(base);
        QuotaText broken = new QuotaText(
                text.name(),
                true,
                WhenEmpty.QUEUE,
                "soon",
                List.of(new QuotaText.Window(text.windows().getFirst().kind(), "many", "1")),
                text.endpoints(),
                false,
                false,
                null,
                "",
                List.of(new QuotaText.Weight("GET /a", "", "limit", "100=5", false)),
                "ten",
                "10 %",
                "0",
                text.mode(),
                "50 %",
                "100 %");
        assertThat(broken.read(base).problems())
                .extracting(Problem::field)
                .containsExactlyInAnyOrder(
                        "maxWait",
                        "windows[0].capacity",
                        "windows[0].period",
                        "costs[0].weight",
                        "costs[0].field",
                        "margin");
    }

    @Test
    void only_calls_that_queue_have_a_longest_wait() {
        Quota base = weight();
        QuotaText text = QuotaText.of(base);
        QuotaText refusing = new QuotaText(
                text.name(),
                true,
                WhenEmpty.REJECT,
                "5 s",
                text.windows(),
                text.endpoints(),
                false,
                false,
                null,
                "",
                text.weights(),
                text.margin(),
                text.reserve(),
                "1.5 s",
                text.mode(),
                text.floor(),
                text.ceiling());
        Quota quota = refusing.read(base).quota();
        assertThat(quota.maxWait()).isZero();
        assertThat(quota.minInterval()).isEqualTo(Duration.ofMillis(1500));
    }
}
