package io.zol0.alerts;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How alerts are kept.
 *
 * @param retention how long one that is over is kept, with its steps, 1 day to 10 years
 */
@ConfigurationProperties("zol0.alerts")
record AlertSettings(@DefaultValue("90d") Duration retention) {
    AlertSettings {
        if (retention.compareTo(Duration.ofDays(1)) < 0 || retention.compareTo(Duration.ofDays(3653)) > 0) {
            throw new IllegalArgumentException(
                    "zol0.alerts.retention is " + retention + ", but must be from 1d to 3653d.");
        }
    }
}
