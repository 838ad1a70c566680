package io.zol0.metrics;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what was made of minutes is kept, of calls and of named series alike, in whole days, two or more.
 *
 * @param hours hours
 * @param days days
 */
@ConfigurationProperties("zol0.history.rollups")
record RollupSettings(
        @DefaultValue("730d") Duration hours,
        @DefaultValue("3650d") Duration days) {
    RollupSettings {
        RetentionSettings.check("zol0.history.rollups.hours", hours);
        RetentionSettings.check("zol0.history.rollups.days", days);
    }

    static RollupSettings standard() {
        return new RollupSettings(Duration.ofDays(730), Duration.ofDays(3650));
    }
}
