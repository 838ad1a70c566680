package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

class RefusalReporterTests {
    /** As a room's settings refuse what makes no sense. */
    record Bounded(DataSize size) {
        Bounded {
            if (size.toBytes() < 1) {
                throw new IllegalArgumentException("zol0.bounded.size is " + size + ", but must be 1B or more.");
            }
        }
    }

    @Test
    void a_value_that_cannot_be_read_is_told_with_its_setting() {
        assertThat(said(Map.of("zol0.gateway.max-header-size", "lots"), "zol0.gateway.max-header-size", DataSize.class))
                .isEqualTo("The setting zol0.gateway.max-header-size cannot be used: 'lots' does not match data size"
                        + " pattern; write a size such as 64KB.");
    }

    @Test
    void what_was_set_is_named_and_not_the_setting_of_springs_that_takes_it() {
        Map<String, String> settings =
                Map.of("server.servlet.session.timeout", "${zol0.session.timeout:8h}", "zol0.session.timeout", "soon");
        assertThat(said(settings, "server.servlet.session.timeout", Duration.class))
                .isEqualTo(
                        "The setting zol0.session.timeout cannot be used: 'soon' is not a valid duration; write a time"
                                + " such as 30s.");
    }

    @Test
    void a_value_that_a_rooms_settings_refuse_is_told_in_their_words() {
        assertThat(said(Map.of("zol0.bounded.size", "-3B"), "zol0.bounded", Bounded.class))
                .isEqualTo("zol0.bounded.size is -3B, but must be 1B or more.");
    }

    record Waiting(int maxWaiting, @Nullable Duration patience) {
        Waiting {
            Bounds.between("zol0.gateway.max-waiting", maxWaiting, 0, 0.5);
            Bounds.given("zol0.gateway.patience", patience);
        }
    }

    @Test
    void a_value_outside_its_bounds_is_told_with_them() {
        assertThat(said(Map.of("zol0.gateway.max-waiting", "-2"), "zol0.gateway", Waiting.class))
                .isEqualTo("zol0.gateway.max-waiting is -2, but must be 0 to 0.5.");
        assertThat(catchThrowable(() -> Bounds.atLeast("zol0.gateway.max-waiting", -1, 0)))
                .hasMessage("zol0.gateway.max-waiting is -1, but must be 0 or more.");
        assertThat(said(Map.of("zol0.gateway.max-waiting", "1"), "zol0.gateway", Waiting.class))
                .isEqualTo("zol0.gateway.max-waiting is 1, but must be 0 to 0.5.");
    }

    @Test
    void a_value_that_is_left_empty_is_told() {
        assertThat(said(
                        Map.of("zol0.gateway.max-waiting", "0", "zol0.gateway.patience", ""),
                        "zol0.gateway",
                        Waiting.class))
                .isEqualTo("zol0.gateway.patience is empty; give it a value or leave it out.");
    }

    @Test
    void anything_else_is_left_to_spring() {
        assertThat(RefusalReporter.sentence(new IllegalStateException("odd"))).isEmpty();
    }

    private static String said(Map<String, String> settings, String name, Class<?> type) {
        MockEnvironment environment = new MockEnvironment();
        settings.forEach(environment::setProperty);
        return RefusalReporter.sentence(catchThrowable(
                        () -> Binder.get(environment).bind(name, type).get()))
                .orElseThrow();
    }
}
