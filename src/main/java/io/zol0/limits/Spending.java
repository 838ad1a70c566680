package io.zol0.limits;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Who spent how much of a quota in the last minute, and for what. Beyond {@value #MOST_ROWS} endpoints and {@value #MOST_CELLS}
 * pairs of endpoint and caller all others are counted together.
 */
final class Spending {
    static final int SHOWN = 100;
    private static final int MOST_ROWS = 1000;
    private static final int MOST_CELLS = 4000;

    private final Map<String, Row> rows = new HashMap<>();
    private final Row others = new Row();
    private int cells;

    /** The spending on one endpoint. */
    final class Row {
        private final Map<String, SlidingSum> callers = new HashMap<>();
        private final SlidingSum unnamed = SlidingSum.minute();
        private @Nullable String newest;
        private SlidingSum ofNewest = unnamed;

        void add(String caller, long weight, long now) {
            if (!caller.equals(newest)) {
                ofNewest = of(caller);
                newest = caller;
            }
            ofNewest.add(weight, now);
        }

        private SlidingSum of(String caller) {
            SlidingSum known = callers.get(caller);
            if (known == null && cells < MOST_CELLS) {
                known = SlidingSum.minute();
                callers.put(caller, known);
                cells++;
            }
            return known == null ? unnamed : known;
        }

        private long sum(long now) {
            return unnamed.sum(now)
                    + callers.values().stream().mapToLong(sum -> sum.sum(now)).sum();
        }
    }

    Row row(String endpoint) {
        Row known = rows.get(endpoint);
        return known != null || rows.size() >= MOST_ROWS
                ? known == null ? others : known
                : rows.computeIfAbsent(endpoint, made -> new Row());
    }

    /** Forgets callers that spent nothing in the last minute. */
    void tidy(long now) {
        rows.values().forEach(row -> tidy(row, now));
        tidy(others, now);
    }

    private void tidy(Row row, long now) {
        cells -= row.callers.size();
        row.callers.values().removeIf(sum -> sum.sum(now) == 0);
        row.newest = null;
        cells += row.callers.size();
    }

    List<QuotaState.Spend> byCaller(long now) {
        Map<String, Long> sums = new HashMap<>();
        long unnamed = others.unnamed.sum(now);
        others.callers.forEach((caller, sum) -> sums.merge(caller, sum.sum(now), Long::sum));
        for (Row row : rows.values()) {
            unnamed += row.unnamed.sum(now);
            row.callers.forEach((caller, sum) -> sums.merge(caller, sum.sum(now), Long::sum));
        }
        return most(sums, Long::longValue, unnamed);
    }

    List<QuotaState.Spend> byEndpoint(long now) {
        return most(rows, row -> row.sum(now), others.sum(now));
    }

    private static <T> List<QuotaState.Spend> most(Map<String, T> all, ToLongFunction<T> weight, long unnamed) {
        List<QuotaState.Spend> sorted = new ArrayList<>();
        all.forEach((name, spent) -> add(sorted, name, weight.applyAsLong(spent)));
        sorted.sort(Comparator.comparingLong(QuotaState.Spend::weight).reversed());
        List<QuotaState.Spend> shown = new ArrayList<>(sorted.subList(0, Math.min(SHOWN, sorted.size())));
        long rest =
                sorted.stream().skip(SHOWN).mapToLong(QuotaState.Spend::weight).sum();
        add(shown, null, unnamed + rest);
        return shown;
    }

    private static void add(List<QuotaState.Spend> to, @Nullable String name, long weight) {
        if (weight > 0) {
            to.add(new QuotaState.Spend(name, weight));
        }
    }
}
