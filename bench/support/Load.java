package support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What one run of wrk with 64 connections found: requests a second, times, and the processor time that the target took for each. */
public record Load(double rate, double p99Ms, double cpuMicros) {
    public static final int CONNECTIONS = 64;

    private static final double TICKS_A_SECOND = 100;

    /** @param more arguments of wrk before the address */
    public static Load on(Process target, String url, int seconds, String... more) throws Exception {
        double before = cpuSeconds(target);
        String[] command = Stream.of(
                        Stream.of("wrk", "-t2", "-c" + CONNECTIONS, "-d" + seconds + "s", "--latency"),
                        Stream.of(more),
                        Stream.of(url))
                .flatMap(words -> words)
                .toArray(String[]::new);
        String out = Product.output(command);
        double cpu = cpuSeconds(target) - before;
        if (out.contains("Non-2xx") || out.matches("(?s).*Socket errors: connect \\d+, read \\d+, write \\d+, timeout \\d+.*")
                && !out.matches("(?s).*Socket errors: connect 0, read 0, write 0, .*")) {
            throw new IllegalStateException(url + " was not answered properly every time:\n" + out);
        }
        double requests = number(out, "(\\d+) requests in");
        return new Load(number(out, "Requests/sec:\\s+([\\d.]+)"), p99(out), cpu * 1e6 / requests);
    }

    /** Processor time of a process and its children, the database's left out, in seconds. */
    public static double cpuSeconds(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.toHandle().descendants())
                .filter(p -> !p.info().command().orElse("").endsWith("/postgres"))
                .mapToDouble(p -> {
                    try {
                        String stat = Files.readString(Path.of("/proc/" + p.pid() + "/stat"));
                        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
                    } catch (IOException gone) {
                        return 0;
                    }
                })
                .sum();
    }

    /** Memory that a process has of its own, in bytes. */
    public static long residentBytes(Process process) throws IOException {
        String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
        return (long) number(status, "VmRSS:\\s+(\\d+) kB") * 1024;
    }

    public static double median(List<Load> loads, ToDoubleFunction<Load> figure) {
        return median(loads.stream().mapToDouble(figure).toArray());
    }

    /** Median of the ratios of one to another, round by round. */
    public static double ratio(List<Load> ours, List<Load> theirs, ToDoubleFunction<Load> figure) {
        return median(IntStream.range(0, ours.size())
                .mapToDouble(i -> figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(theirs.get(i)))
                .toArray());
    }

    private static double median(double[] figures) {
        Arrays.sort(figures);
        return figures[figures.length / 2];
    }

    private static double number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in:\n" + text);
        }
        return Double.parseDouble(matcher.group(1));
    }

    private static double p99(String text) {
        Matcher matcher = Pattern.compile("\\s99%\\s+([\\d.]+)(us|ms|s)").matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no 99th percentile in:\n" + text);
        }
        double value = Double.parseDouble(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us" -> value / 1000;
            case "s" -> value * 1000;
            default -> value;
        };
    }

    public static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "%s = %.3f%n", name, value);
    }
}
