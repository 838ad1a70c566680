package io.zol0.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What is kept to be played again.
 *
 * @param record whether anything is
 * @param backlog memory of minutes that wait for the database
 */
@ConfigurationProperties("zol0.replay")
record ReplaySettings(
        @DefaultValue("true") boolean record,
        @DefaultValue("16MB") DataSize backlog) {
    ReplaySettings {
        if (backlog.toMegabytes() < 1) {
            throw new IllegalArgumentException("zol0.replay.backlog is " + backlog + ", but must be 1MB or more.");
        }
    }

    static ReplaySettings standard() {
        return new ReplaySettings(true, DataSize.ofMegabytes(16));
    }
}
