package io.zol0.insight;

import io.zol0.metrics.Answer;
import io.zol0.metrics.History;
import io.zol0.metrics.Scope;
import io.zol0.metrics.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The baselines of what was looked at last, each read from the history anew after five minutes. */
@Component
class Baselines {
    /** Most that are remembered; beyond them the one asked for longest ago is forgotten. */
    static final int MOST = 1_000;

    private static final Duration GOOD_FOR = Duration.ofMinutes(5);
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Baseline UNKNOWN = new Baseline(List.of(), List.of());

    private final History history;
    private Instant awayUntil = Instant.MIN;
    private final Map<Scope, Remembered> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Scope, Remembered> eldest) {
            return size() > MOST;
        }
    };

    private record Remembered(Baseline baseline, Instant at) {}

    Baselines(History history) {
        this.history = history;
    }

    /**
     * The baseline of a scope; one by which nothing is usual while the history cannot be read, which then is left in peace for
     * half a minute.
     */
    Baseline of(Scope scope, Instant now) {
        synchronized (known) {
            Remembered remembered = known.get(scope);
            if (remembered != null
                    && !now.isBefore(remembered.at())
                    && now.isBefore(remembered.at().plus(GOOD_FOR))) {
                return remembered.baseline();
            }
            if (now.isBefore(awayUntil)) {
                return remembered == null ? UNKNOWN : remembered.baseline();
            }
        }
        Instant hour = HealthReader.hour(now);
        if (history.series(scope, hour.minus(Baseline.REACH), hour, HOUR) instanceof Answer.Found<List<Tick>>(var hours)
                && history.series(scope, hour.minus(HOUR.multipliedBy(4)), now, HealthReader.WINDOW)
                        instanceof Answer.Found<List<Tick>>(var quarters)) {
            Baseline read = new Baseline(hours, quarters);
            synchronized (known) {
                known.put(scope, new Remembered(read, now));
            }
            return read;
        }
        synchronized (known) {
            awayUntil = now.plus(ASKED_AGAIN);
        }
        return UNKNOWN;
    }
}
