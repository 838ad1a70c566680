package io.zol0.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.demo.DemoMemory.Remembered;
import io.zol0.demo.DemoMemory.Wanted;
import io.zol0.home.Refusal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoSwitchTests {
    @ParameterizedTest
    @CsvSource({
        "ON,    true,  ,        true",
        "UNSET, true,  ,        true",
        "OFF,   true,  ,        false",
        "ON,    false, ,        true",
        "UNSET, false, ,        false",
        "OFF,   false, ,        false",
        "UNSET, true,  ON,      true",
        "UNSET, false, ON,      false",
        "OFF,   true,  ON,      false",
        "ON,    true,  OFF,     true",
        "UNSET, true,  OFF,     false",
        "ON,    true,  REMOVED, false",
        "ON,    false, REMOVED, false",
        "UNSET, true,  REMOVED, false"
    })
    void the_demo_starts_by_itself_only_where_it_is_wanted(
            DemoSwitch setting, boolean embedded, @Nullable Wanted remembered, boolean starts) {
        var memory = Optional.ofNullable(remembered).map(wanted -> new Remembered(wanted, Instant.EPOCH));
        assertThat(setting.starts(embedded, memory)).isEqualTo(starts);
    }

    @ParameterizedTest
    @CsvSource({"on, ON", "ON, ON", "off, OFF", "' off ', OFF", "false, OFF", "'', UNSET"})
    void the_setting_is_on_off_or_unset(String text, DemoSwitch setting) {
        assertThat(DemoSwitch.parse(text)).isEqualTo(setting);
    }

    @Test
    void anything_else_is_refused_with_what_would_be_right() {
        assertThatThrownBy(() -> DemoSwitch.parse("maybe"))
                .isInstanceOf(Refusal.class)
                .hasMessage("ZOL0_DEMO must be \"on\" or \"off\", and is \"maybe\".");
    }
}
