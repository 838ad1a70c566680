package io.zol0.metrics;

import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/** Makes hours and days of named series, where the database adds up. What is added late is not the last of its hour or day. */
final class SeriesMaking implements Rollup.Making {
    @Override
    public void make(JdbcTemplate jdbc, Grain grain, Grain finer, Instant at, boolean adding) {
        if (!adding) {
            jdbc.update("delete from series_%1$s where %1$s = ?".formatted(grain.column()), CallRows.at(at));
        }
        jdbc.update(
                """
                insert into series_%1$s as known (%1$s, series_id, count, sum, min, max, last)
                select ?, series_id, sum(count), sum(sum), min(coalesce(min, sum / count)),
                       max(coalesce(max, sum / count)), (array_agg(coalesce(last, sum / count) order by %2$s desc))[1]
                from series_%2$s where %2$s >= ? and %2$s < ? group by series_id
                on conflict (series_id, %1$s) do update
                set count = known.count + excluded.count, sum = known.sum + excluded.sum,
                    min = least(known.min, excluded.min), max = greatest(known.max, excluded.max)""".formatted(grain.column(), finer.column()),
                CallRows.at(at),
                CallRows.at(at),
                CallRows.at(at.plus(grain.length())));
    }
}
