package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.validation.Validation;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

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

    @Test
    void a_value_outside_its_bounds_is_told_with_them() {
        assertThat(RefusalReporter.sentence(catchThrowable(
                        () -> new Binder(new MapConfigurationPropertySource(Map.of("zol0.gateway.max-waiting", "-2")))
                                .bind("zol0.gateway", Bindable.of(Waiting.class), validating())
                                .get())))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("zol0.gateway.max-waiting is -2, but ")
                        .endsWith("."));
    }

    record Waiting(@Min(0) int maxWaiting) {}

    private static ValidationBindHandler validating() {
        return new ValidationBindHandler(new SpringValidatorAdapter(
                Validation.buildDefaultValidatorFactory().getValidator()));
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
