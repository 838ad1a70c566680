package io.zol0.optimizer;

import io.zol0.catalog.Quotas;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaWindow;
import io.zol0.metrics.Answer;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.Subject;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What quotas will be asked for in the next day, by the hour, and when that is more than they have. */
@Service
@DenyAll
public class Forecasts {
    /** Hours of the past without which nothing is said. */
    public static final int NEEDED = 48;

    private static final int DAY = 24;
    private static final Duration HOUR = Duration.ofHours(1);

    /** As many as an answer of the history may have. */
    private static final int MOST = 56 * DAY;

    private final Quotas quotas;
    private final SeriesHistory series;
    private final Clock clock;

    Forecasts(Quotas quotas, SeriesHistory series, Clock clock) {
        this.quotas = quotas;
        this.series = series;
        this.clock = clock;
    }

    /**
     * The next day of a quota.
     *
     * @param known whole hours that were recorded, of {@link #NEEDED}
     * @param hours the next 24; none while too few are known
     * @param room weight that an hour has, less the margin
     * @param error mean error of such forecasts on the past, and {@code naive} that of "as the day or week before"; null likewise
     * @param runsShort the first hour in which the expected demand is more than there is; null for none
     * @param maybeShort the same for the upper end of the interval
     */
    public record OfQuota(
            int known,
            List<Hour> hours,
            double room,
            @Nullable Double error,
            @Nullable Double naive,
            @Nullable Instant runsShort,
            @Nullable Instant maybeShort) {
        public OfQuota {
            hours = List.copyOf(hours);
        }
    }

    /** Weight that is expected in an hour, with an interval of 90 %. */
    public record Hour(Instant at, double expected, double low, double high) {}

    /** Reads the history, so it may take a moment; empty where there is no such quota in sight, or the history is away. */
    @RolesAllowed("VIEWER")
    public Optional<OfQuota> ofQuota(long id) {
        Quota quota = quotas.byId(id).orElse(null);
        if (quota == null) {
            return Optional.empty();
        }
        Instant to = clock.instant().truncatedTo(ChronoUnit.HOURS);
        Instant from = to.minus(HOUR.multipliedBy(MOST));
        return series.points(QuotaKeys.weight(Subject.quota(id, quota.upstreamId())), from, to, HOUR)
                        instanceof Answer.Found<List<SeriesPoint>>(List<SeriesPoint> points)
                ? Optional.of(of(quota, points, to))
                : Optional.empty();
    }

    static OfQuota of(Quota quota, List<SeriesPoint> points, Instant to) {
        QuotaWindow window = quota.windows().getFirst();
        double room = window.capacity()
                * (1 - quota.margin())
                * HOUR.toMillis()
                / window.period().toMillis();
        double[] past = points.stream().mapToDouble(SeriesPoint::sum).toArray();
        Optional<Forecast> found = past.length < NEEDED ? Optional.empty() : Forecast.of(past, DAY, DAY);
        if (found.isEmpty()) {
            return new OfQuota(past.length, List.of(), room, null, null, null, null);
        }
        Forecast forecast = found.get();
        List<Hour> hours = new ArrayList<>();
        for (int i = 0; i < forecast.expected().length; i++) {
            hours.add(new Hour(
                    to.plus(HOUR.multipliedBy(i)), forecast.expected()[i], forecast.low()[i], forecast.high()[i]));
        }
        return new OfQuota(
                past.length,
                hours,
                room,
                forecast.error(),
                forecast.naiveError(),
                hours.stream()
                        .filter(hour -> hour.expected() > room)
                        .map(Hour::at)
                        .findFirst()
                        .orElse(null),
                hours.stream()
                        .filter(hour -> hour.high() > room)
                        .map(Hour::at)
                        .findFirst()
                        .orElse(null));
    }
}
