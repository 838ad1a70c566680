package io.zol0.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much of named series is kept in memory.
 *
 * @param budget memory of the last hour; beyond it points of five seconds reach less far back, 1 MB or more
 * @param backlog memory of minutes and notes that wait for the database; beyond it the oldest become coarser, then are lost
 * @param most how many series there may be within an hour; what is told of further ones is dropped and counted
 */
@ConfigurationProperties("zol0.series")
record SeriesSettings(
        @DefaultValue("48MB") DataSize budget,
        @DefaultValue("32MB") DataSize backlog,
        @DefaultValue("20000") int most) {
    SeriesSettings {
        if (budget.toMegabytes() < 1) {
            throw new IllegalArgumentException("zol0.series.budget is " + budget + ", but must be 1MB or more.");
        }
        if (backlog.toMegabytes() < 1) {
            throw new IllegalArgumentException("zol0.series.backlog is " + backlog + ", but must be 1MB or more.");
        }
        if (most < 100 || most > 100_000) {
            throw new IllegalArgumentException("zol0.series.most is " + most + ", but must be from 100 to 100000.");
        }
    }

    static SeriesSettings standard() {
        return new SeriesSettings(DataSize.ofMegabytes(48), DataSize.ofMegabytes(32), 20_000);
    }
}
