package io.zol0.insight;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a month will have cost at its end: what was spent, and for each day to come the mean of the same weekday of the last four
 * weeks, or of all days where there are not two of each. The interval is that of a sum of as many independent days as are to come, each
 * as far from its mean as the days before were.
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
    static java.util.Optional<Forecast> of(
            double spent, LocalDate today, double todayLeft, SortedMap<LocalDate, Double> whole) {
        if (whole.size() < LEAST_DAYS) {
            return java.util.Optional.empty();
        }
        double rest = 0;
        double days = todayLeft;
        rest += todayLeft * usual(today.getDayOfWeek(), whole);
        for (LocalDate day = today.plusDays(1); day.getMonth() == today.getMonth(); day = day.plusDays(1)) {
            rest += usual(day.getDayOfWeek(), whole);
            days++;
        }
        double squares = 0;
        for (Map.Entry<LocalDate, Double> day : whole.entrySet()) {
            double off = day.getValue() - usual(day.getKey().getDayOfWeek(), whole);
            squares += off * off;
        }
        double deviation = Math.sqrt(squares / (whole.size() - 1));
        double width = Z95 * deviation * Math.sqrt(days);
        double expected = spent + rest;
        return java.util.Optional.of(
                new Forecast(expected, Math.max(spent, expected - width), expected + width, whole.size()));
    }

    private static double usual(DayOfWeek day, SortedMap<LocalDate, Double> whole) {
        List<Double> same = new ArrayList<>();
        whole.forEach((date, amount) -> {
            if (date.getDayOfWeek() == day) {
                same.add(amount);
            }
        });
        List<Double> some = whole.size() >= 14 && same.size() >= 2 ? same : List.copyOf(whole.values());
        return some.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
