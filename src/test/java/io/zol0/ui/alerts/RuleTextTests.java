package io.zol0.ui.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.alerts.Measure;
import io.zol0.alerts.Rule;
import io.zol0.alerts.RuleKind;
import io.zol0.catalog.Problem;
import io.zol0.ui.parts.Amounts.Reading;
import org.junit.jupiter.api.Test;

class RuleTextTests {
    @Test
    void a_rule_reads_back_as_it_was_written() {
        Rule rule = Rule.draft();
        assertThat(RuleText.of(rule).read(rule).rule()).isEqualTo(rule);
        assertThat(RuleText.of(rule).read(rule).problems()).isEmpty();
    }

    @Test
    void a_level_is_read_in_the_unit_of_its_figure() {
        assertThat(LevelText.read(Measure.of("calls.p95"), "1.5 s")).isEqualTo(new Reading.Read<>(1_500.0));
        assertThat(LevelText.read(Measure.of("calls.errors"), "5")).isEqualTo(new Reading.Read<>(0.05));
        assertThat(LevelText.read(Measure.of("calls.rate"), "12/s")).isEqualTo(new Reading.Read<>(12.0));
        assertThat(LevelText.read(Measure.of("shop.orders", "orders/s"), "3 orders/s"))
                .isEqualTo(new Reading.Read<>(3.0));
        assertThat(LevelText.read(Measure.of("shop.size", "bytes"), "10 MB")).isEqualTo(new Reading.Read<>(1e7));
        assertThat(LevelText.read(Measure.of("shop.profit"), "-12,5")).isEqualTo(new Reading.Read<>(-12.5));
    }

    @Test
    void a_level_without_the_unit_of_time_is_asked_for_it() {
        assertThat(LevelText.read(Measure.of("calls.p95"), "800")).isInstanceOf(Reading.Unread.class);
        assertThat(LevelText.read(Measure.of("shop.orders", "orders/s"), "many"))
                .isEqualTo(new Reading.Unread<>("“many” is not a number. Write it like 12 orders/s."));
    }

    @Test
    void a_level_is_written_so_that_it_reads_back() {
        for (String key : new String[] {"calls.p95", "calls.errors", "calls.rate", "system.cpu", "some.thing"}) {
            Measure measure = Measure.of(key);
            assertThat(LevelText.read(measure, LevelText.write(measure, 0.25)))
                    .as(key)
                    .isEqualTo(new Reading.Read<>(0.25));
        }
    }

    @Test
    void every_field_that_is_wrong_is_told() {
        RuleText text = RuleText.of(Rule.draft());
        RuleText wrong = new RuleText(
                text.name(),
                RuleKind.THRESHOLD,
                text.measure(),
                text.breadth(),
                true,
                "much",
                "",
                "",
                "soon",
                "1 min",
                "-1",
                text.severity(),
                "",
                0,
                "",
                "",
                true);
        assertThat(wrong.read(Rule.draft()).problems())
                .extracting(Problem::field)
                .containsExactly("level", "clear", "window", "leastCalls");
    }
}
