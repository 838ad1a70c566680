package io.zol0.ui.system;

import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesRecorder;
import io.zol0.metrics.SystemSeries;
import io.zol0.ui.parts.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** Says in a sentence how the machine and this process are, by what was sampled last. */
final class Condition {
    private static final double MOST_CPU = 80;
    private static final double MOST_MEMORY = 0.85;
    private static final double MOST_DISK = 0.9;
    private static final double MOST_FILES = 0.8;
    private static final double MOST_LAG_MILLIS = 100;

    private final Function<SeriesKey, OptionalDouble> latest;
    private final SeriesKey lag;

    Condition(SeriesRecorder series, SeriesKey lag) {
        this(series::latest, lag);
    }

    Condition(Function<SeriesKey, OptionalDouble> latest, SeriesKey lag) {
        this.latest = latest;
        this.lag = lag;
    }

    boolean isCpuHigh() {
        return over(SystemSeries.CPU, MOST_CPU);
    }

    boolean isMemoryHigh() {
        return share(SystemSeries.MEMORY, SystemSeries.MEMORY_TOTAL) > MOST_MEMORY;
    }

    boolean isDiskHigh() {
        return share(SystemSeries.DISK, SystemSeries.DISK_TOTAL) > MOST_DISK;
    }

    boolean isLate() {
        return over(lag, MOST_LAG_MILLIS);
    }

    boolean isWorrying() {
        return !worries().isEmpty();
    }

    String sentence() {
        if (latest.apply(SystemSeries.HEAP).isEmpty()) {
            return "Waiting for the first samples, which are taken every five seconds…";
        }
        List<String> worries = worries();
        return worries.isEmpty()
                ? "All good: processors, memory, disk, files and event loops have room."
                : "Look at this: " + String.join("; ", worries) + ".";
    }

    private List<String> worries() {
        List<String> worries = new ArrayList<>();
        if (isCpuHigh()) {
            worries.add("the processors work at " + percent(SystemSeries.CPU));
        }
        if (isMemoryHigh()) {
            worries.add(usedShare("the machine's memory", SystemSeries.MEMORY, SystemSeries.MEMORY_TOTAL));
        }
        if (isDiskHigh()) {
            worries.add(usedShare("the disk", SystemSeries.DISK, SystemSeries.DISK_TOTAL));
        }
        if (share(SystemSeries.FILES, SystemSeries.FILES_MOST) > MOST_FILES) {
            worries.add(usedShare("the number of open files", SystemSeries.FILES, SystemSeries.FILES_MOST));
        }
        if (isLate()) {
            worries.add("event loops are up to " + lag() + " late");
        }
        return worries;
    }

    String percent(SeriesKey key) {
        return latest(key, value -> Figures.percent(value / 100));
    }

    String bytes(SeriesKey key) {
        return latest(key, value -> Figures.bytes((long) value));
    }

    String count(SeriesKey key) {
        return latest(key, value -> Figures.count((long) value));
    }

    String lag() {
        return latest(lag, value -> Figures.time(Duration.ofNanos((long) (value * 1e6))));
    }

    /** What is left of a room: {@code 12 GB}; a dash where it was not sampled. */
    String free(SeriesKey used, SeriesKey total) {
        OptionalDouble most = latest.apply(total);
        OptionalDouble now = latest.apply(used);
        return most.isPresent() && now.isPresent()
                ? Figures.bytes((long) (most.getAsDouble() - now.getAsDouble()))
                : "–";
    }

    private String usedShare(String what, SeriesKey used, SeriesKey total) {
        return String.format(Locale.ROOT, "%s is used to %s", what, Figures.percent(share(used, total)));
    }

    private String latest(SeriesKey key, DoubleFunction<String> words) {
        OptionalDouble value = latest.apply(key);
        return value.isPresent() ? words.apply(value.getAsDouble()) : "–";
    }

    private boolean over(SeriesKey key, double most) {
        return latest.apply(key).orElse(0) > most;
    }

    private double share(SeriesKey used, SeriesKey total) {
        OptionalDouble most = latest.apply(total);
        return most.orElse(0) > 0 ? latest.apply(used).orElse(0) / most.getAsDouble() : 0;
    }
}
