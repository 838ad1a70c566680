package io.zol0.metrics;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Which single calls are kept.
 *
 * @param backlog memory of those that wait for the database; what comes beyond it is dropped and counted
 * @param sampleEvery how often a call of each endpoint is kept as a sample of the rest, a second to a day
 */
@ConfigurationProperties("zol0.single-calls")
record SingleSettings(
        @DefaultValue("32MB") DataSize backlog,
        @DefaultValue("1m") Duration sampleEvery) {
    SingleSettings {
        if (backlog.toMegabytes() < 1) {
            throw new IllegalArgumentException(
                    "zol0.single-calls.backlog is " + backlog + ", but must be 1MB or more.");
        }
        if (sampleEvery.compareTo(Duration.ofSeconds(1)) < 0 || sampleEvery.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "zol0.single-calls.sample-every is " + sampleEvery + ", but must be from 1s to 24h.");
        }
    }

    static SingleSettings standard() {
        return new SingleSettings(DataSize.ofMegabytes(32), Duration.ofMinutes(1));
    }
}
