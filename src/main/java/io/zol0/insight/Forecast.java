package io.zol0.insight;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a month will have cost at its end: what was spent, and for each day to come the mean of the same weekday of the last four
 * weeks, or of all days where there are not two of each. The interval is that of a sum of as many independent days as are to come,
 * each as far from its mean as the days before were, of which the means themselves are only estimates.
 *
 * @param expected at the end of the month
 * @param low lower end of the 95 % interval
 * @param high upper end of it
 * @param days how many whole days it was made of
 */
public record Forecast(double expected, double low, double high, int days) {
    /** With fewer whole days nothing is foretold. */
    static final int LEAST_DAYS = 3;

    private static final double Z95 = 1.96;

    /**
     * Foretells.
     *
     * @param spent so far this month
     * @param today the day that runs
     * @param todayLeft share of it that is to come
     * @param whole what each whole day before cost, at most 28 of them
     */
    static Optional<Forecast> of(double spent, LocalDate today, double todayLeft, SortedMap<LocalDate, Double> whole) {
        if (whole.size() < LEAST_DAYS) {
            return Optional.empty();
        }
        boolean weekly = isWeekly(whole);
        Map<DayOfWeek, Double> toCome = new EnumMap<>(DayOfWeek.class);
        toCome.merge(today.getDayOfWeek(), todayLeft, Double::sum);
        for (LocalDate day = today.plusDays(1); day.getMonth() == today.getMonth(); day = day.plusDays(1)) {
            toCome.merge(day.getDayOfWeek(), 1.0, Double::sum);
        }
        double rest = 0;
        double days = 0;
        double ofMeans = 0;
        for (Map.Entry<DayOfWeek, Double> each : toCome.entrySet()) {
            List<Double> same = same(each.getKey(), whole, weekly);
            rest += each.getValue() * mean(same);
            days += each.getValue();
            ofMeans += weekly ? each.getValue() * each.getValue() / same.size() : 0;
        }
        ofMeans = weekly ? ofMeans : days * days / whole.size();
        double squares = 0;
        for (Map.Entry<LocalDate, Double> day : whole.entrySet()) {
            double off = day.getValue() - mean(same(day.getKey().getDayOfWeek(), whole, weekly));
            squares += off * off;
        }
        int free = whole.size() - (weekly ? DayOfWeek.values().length : 1);
        double width = quantile(free) * Math.sqrt(squares / free * (days + ofMeans));
        double expected = spent + rest;
        return Optional.of(new Forecast(expected, Math.max(spent, expected - width), expected + width, whole.size()));
    }

    /** Student's quantile for 95 %, after Cornish and Fisher. */
    private static double quantile(int free) {
        return Z95 + (Math.pow(Z95, 3) + Z95) / (4.0 * free) + 3.0 / (free * free);
    }

    private static boolean isWeekly(SortedMap<LocalDate, Double> whole) {
        return whole.size() >= 14
                && Arrays.stream(DayOfWeek.values())
                        .allMatch(day -> whole.keySet().stream()
                                        .filter(date -> date.getDayOfWeek() == day)
                                        .count()
                                >= 2);
    }

    private static List<Double> same(DayOfWeek day, SortedMap<LocalDate, Double> whole, boolean weekly) {
        return whole.entrySet().stream()
                .filter(each -> !weekly || each.getKey().getDayOfWeek() == day)
                .map(Map.Entry::getValue)
                .toList();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
