package io.zol0.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.cache.CachePolicy;
import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingJsonTests {
    static Setting[] settings() {
        return new Setting[] {
            new Setting.OfQuota(TestSettings.withIds(TestSettings.quota(5), 7, 0)),
            new Setting.OfCachePolicy(TestSettings.policy()),
            new Setting.OfCachePolicy(CachePolicy.OFF),
            new Setting.OfCacheScope(TestSettings.scope()),
            new Setting.OfBreaker(BreakerSettings.OFF),
            new Setting.OfConcurrency(ConcurrencySettings.OFF),
            new Setting.OfPreset("mine", TestSettings.preset("mine")),
        };
    }

    @ParameterizedTest
    @MethodSource("settings")
    void what_the_history_holds_can_be_set_again(Setting setting) {
        SettingId id = new SettingId(setting.kind(), setting.kind() == SettingKind.PRESET ? 0 : 5, 7);
        assertThat(SettingJson.read(id, SettingJson.fields(SettingJson.write(setting))))
                .isEqualTo(setting);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void a_field_of_a_newer_version_is_passed_over(Setting setting) {
        SettingId id = new SettingId(setting.kind(), setting.kind() == SettingKind.PRESET ? 0 : 5, 7);
        String json = SettingJson.write(setting).replaceFirst("\\{", "{\"later\": 1, ");
        assertThat(SettingJson.read(id, SettingJson.fields(json))).isEqualTo(setting);
    }
}
