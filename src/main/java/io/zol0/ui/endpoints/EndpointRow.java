package io.zol0.ui.endpoints;

import io.zol0.metrics.EndpointStats;
import io.zol0.metrics.Stats;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.Names;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An endpoint with its last 5 minutes, as the list of endpoints shows it. */
record EndpointRow(String name, String upstream, String environment, EndpointStats figures) {
    static EndpointRow of(EndpointStats figures, Names names) {
        return new EndpointRow(
                names.endpointName(figures.endpointId()),
                names.upstream(figures.upstreamId()),
                names.environment(figures.upstreamId()),
                figures);
    }

    long id() {
        return figures.endpointId();
    }

    Stats stats() {
        return figures.stats();
    }

    String path() {
        return "endpoints/" + id();
    }

    String rate() {
        return Figures.rate(stats().rate());
    }

    String p50() {
        return Figures.time(stats().total().p50());
    }

    String p95() {
        return Figures.time(stats().total().p95());
    }

    String p99() {
        return Figures.time(stats().total().p99());
    }

    String failed() {
        return Figures.percent(stats().errorShare());
    }

    String trend() {
        return figures.trend().stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Whether every word of the filter is in name, upstream or environment, in any case. */
    boolean matches(String filter) {
        String text = (name + " " + upstream + " " + environment).toLowerCase(Locale.ROOT);
        return Stream.of(filter.toLowerCase(Locale.ROOT).strip().split("\\s+")).allMatch(text::contains);
    }

    /** What the list can be sorted by; the key is in the page's address. */
    enum Order {
        NAME("name", Comparator.comparing(EndpointRow::name)),
        UPSTREAM("upstream", Comparator.comparing(EndpointRow::upstream)),
        RATE("rate", Comparator.comparingDouble(row -> row.stats().rate())),
        P50("p50", Comparator.comparing(row -> row.stats().total().p50())),
        P95("p95", Comparator.comparing(row -> row.stats().total().p95())),
        P99("p99", Comparator.comparing(row -> row.stats().total().p99())),
        FAILED("failed", Comparator.comparingDouble(row -> row.stats().errorShare()));

        private final String key;
        private final Comparator<EndpointRow> comparator;

        Order(String key, Comparator<EndpointRow> comparator) {
            this.key = key;
            this.comparator = comparator;
        }

        String key() {
            return key;
        }

        Comparator<EndpointRow> comparator(boolean descending) {
            Comparator<EndpointRow> main = descending ? comparator.reversed() : comparator;
            return main.thenComparing(EndpointRow::name).thenComparing(EndpointRow::id);
        }

        static Order byKey(String key) {
            return Stream.of(values())
                    .filter(order -> order.key.equals(key))
                    .findFirst()
                    .orElse(RATE);
        }
    }

    /** The rows that match, sorted. */
    static List<EndpointRow> select(List<EndpointRow> rows, String filter, Order order, boolean descending) {
        return rows.stream()
                .filter(row -> row.matches(filter))
                .sorted(order.comparator(descending))
                .toList();
    }
}
