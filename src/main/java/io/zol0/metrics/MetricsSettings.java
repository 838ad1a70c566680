package io.zol0.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much is measured and kept.
 *
 * @param budget memory of everything live, recorders included; beyond it the quietest endpoints are merged, 8 MB or more
 * @param backlog memory of minutes that wait for the database; beyond it the oldest become coarser
 * @param node number of this process among those that share a database
 */
@ConfigurationProperties("zol0.metrics")
record MetricsSettings(
        @DefaultValue("128MB") DataSize budget,
        @DefaultValue("64MB") DataSize backlog,
        @DefaultValue("1") short node) {
    MetricsSettings {
        if (budget.toMegabytes() < 8) {
            throw new IllegalArgumentException("zol0.metrics.budget is " + budget + ", but must be 8MB or more.");
        }
        if (backlog.toMegabytes() < 1) {
            throw new IllegalArgumentException("zol0.metrics.backlog is " + backlog + ", but must be 1MB or more.");
        }
    }

    static MetricsSettings standard() {
        return new MetricsSettings(DataSize.ofMegabytes(128), DataSize.ofMegabytes(64), (short) 1);
    }
}
