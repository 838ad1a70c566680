import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import support.Load;
import support.Product;

/**
 * What the cache brings for the two slow pages of the demo exchange, {@code /api/trading/statistics} and {@code /api/cache/init}: called
 * through the gateway at a steady rate, first with the cache off, then with a TTL; mean and 95th percentile over all calls, misses and
 * refusals included, and the share of answers that were outdated by the exchange's own log of changes when they were asked for.
 *
 * <p>The pages change every 5 and every 30 minutes, so that the share is measured over few changes: beside it stands the one to be
 * expected, the mean age of what was served by the time between two changes. The exchange is as slow as the demo has it: a tenth of what
 * the trading bot's monitor reported that ZoL0 succeeds; {@code --slowness 1} for all of it.
 *
 * <p>Options: {@code --off-minutes N} (2), {@code --minutes N} with the cache (11), {@code --slowness X} (0.1).
 */
final class Demo {
    /** A page, how often it is called, and how it is cached: for so long, and for as long again while it is fetched anew. */
    record Page(String name, String path, Duration every, Duration ttl, Duration between) {
        String policy() {
            return """
                    {"mode": "OWN_TTL", "ttl": "%s", "reason": "Measured.", "staleWhileRevalidate": "%s", "staleIfError": "PT1M",
                    "leaderWait": "PT30S"}"""
                    .formatted(ttl, ttl);
        }
    }

    static final List<Page> PAGES = List.of(
            new Page("statistics", "/api/trading/statistics", Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofMinutes(5)),
            new Page("init", "/api/cache/init", Duration.ofSeconds(2), Duration.ofSeconds(12), Duration.ofMinutes(30)));

    /** One call: when it began, how long it took, what came, and how old the cache said it was. */
    record Call(long sentMillis, double millis, int status, String etag, double ageSeconds) {}

    static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public static void main(String[] args) throws Exception {
        double offMinutes = 2;
        double minutes = 11;
        String slowness = "0.1";
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--off-minutes" -> offMinutes = Double.parseDouble(args[i + 1]);
                case "--minutes" -> minutes = Double.parseDouble(args[i + 1]);
                case "--slowness" -> slowness = args[i + 1];
                default -> throw new IllegalArgumentException(
                        "unknown option " + args[i] + "; there are --off-minutes, --minutes and --slowness");
            }
        }
        Path folder = Files.createTempDirectory("zol0-bench");
        // Its own callers would take most of the weight that the exchange gives: they call a tenth as often.
        try (Product zol0 = new Product(folder, "", Map.of(
                "ZOL0_DEMO", "on", "ZOL0_DEMO_SLOWNESS", slowness, "ZOL0_DEMO_DEMAND", "0.1"))) {
            awaitDemo(zol0);
            List<List<Call>> off = run(zol0, offMinutes, false);
            List<List<Call>> on = run(zol0, minutes, true);
            for (int i = 0; i < PAGES.size(); i++) {
                tell(PAGES.get(i), off.get(i), on.get(i), changes(zol0, PAGES.get(i)));
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
        System.exit(0);
    }

    /** The demo begins once ZoL0 is ready, and sets its own policies then. */
    static void awaitDemo(Product zol0) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (call(zol0, new Page("time", "/api/v3/time", Duration.ZERO, Duration.ZERO, Duration.ZERO)).status() == 200) {
                // A page that its own policy keeps is answered from the cache once that is there.
                call(zol0, PAGES.getFirst());
                if (call(zol0, PAGES.getFirst()).ageSeconds() > 0) {
                    return;
                }
            }
            LockSupport.parkNanos(100_000_000);
        }
        throw new IllegalStateException("the demo did not begin; ZoL0 said:\n" + zol0.said());
    }

    static List<List<Call>> run(Product zol0, double minutes, boolean cached) throws Exception {
        for (Page page : PAGES) {
            zol0.put("/api/settings/cache/" + endpoint(page), cached ? page.policy() : "{\"mode\": \"OFF\"}");
        }
        long end = System.nanoTime() + (long) (minutes * 60e9);
        List<List<Call>> calls = new ArrayList<>();
        List<Thread> callers = new ArrayList<>();
        for (Page page : PAGES) {
            List<Call> of = Collections.synchronizedList(new ArrayList<>());
            calls.add(of);
            callers.add(Thread.ofPlatform().start(() -> callSteadily(zol0, page, end, of)));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        return calls;
    }

    /** Begins a call each time, whether the ones before were answered or not, as callers do that know nothing of each other. */
    static void callSteadily(Product zol0, Page page, long end, List<Call> into) {
        List<Thread> under = new ArrayList<>();
        for (long due = System.nanoTime(); due < end; due += page.every().toNanos()) {
            LockSupport.parkNanos(due - System.nanoTime());
            under.add(Thread.ofVirtual().start(() -> into.add(call(zol0, page))));
        }
        for (Thread one : under) {
            try {
                one.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static Call call(Product zol0, Page page) {
        long sent = System.currentTimeMillis();
        long from = System.nanoTime();
        try {
            HttpResponse<byte[]> answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create(zol0.address() + "/demo" + page.path())).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            double took = (System.nanoTime() - from) / 1e6;
            String status = answer.headers().firstValue("Cache-Status").orElse("");
            double age = status.contains("hit") ? answer.headers().firstValueAsLong("Age").orElse(0) + 0.5 : 0;
            return new Call(sent, took, answer.statusCode(), answer.headers().firstValue("ETag").orElse(""), age);
        } catch (java.io.IOException brokenOff) {
            return new Call(sent, (System.nanoTime() - from) / 1e6, 0, "", 0);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void tell(Page page, List<Call> off, List<Call> on, NavigableMap<Long, String> changes) {
        String name = "demo." + page.name();
        double[] without = sorted(off);
        double[] with = sorted(on);
        Load.print(name + ".mean_ms.off", mean(without));
        Load.print(name + ".mean_ms.on", mean(with));
        Load.print(name + ".mean_gain_percent", 100 * (1 - mean(with) / mean(without)));
        Load.print(name + ".p95_ms.off", p95(without));
        Load.print(name + ".p95_ms.on", p95(with));
        Load.print(name + ".p95_gain_percent", 100 * (1 - p95(with) / p95(without)));
        Load.print(name + ".calls.off", without.length);
        Load.print(name + ".calls.on", with.length);
        Load.print(name + ".failed_percent.off", 100 * failed(off));
        Load.print(name + ".failed_percent.on", 100 * failed(on));
        Load.print(name + ".ttl_s", page.ttl().toSeconds());
        Load.print(name + ".outdated_percent.off", 100 * outdated(off, changes));
        Load.print(name + ".outdated_percent.on", 100 * outdated(on, changes));
        long first = on.stream().mapToLong(Call::sentMillis).min().orElse(0);
        long last = on.stream().mapToLong(Call::sentMillis).max().orElse(0);
        Load.print(name + ".changes_seen", changes.subMap(first, last).size());
        double age = on.stream().mapToDouble(Call::ageSeconds).average().orElse(0);
        Load.print(name + ".mean_age_s", age);
        Load.print(name + ".expected_outdated_percent", 100 * age / page.between().toSeconds());
    }

    /** Share of the good answers whose entity tag was not the current one any more when they were asked for. */
    static double outdated(List<Call> calls, NavigableMap<Long, String> changes) {
        List<Call> good = calls.stream().filter(call -> call.status() == 200).toList();
        long outdated = good.stream()
                .filter(call -> {
                    Map.Entry<Long, String> then = changes.floorEntry(call.sentMillis());
                    // An answer may also be newer than its call, where that took long.
                    return then != null
                            && !then.getValue().equals(call.etag())
                            && !changes.tailMap(call.sentMillis(), true).containsValue(call.etag());
                })
                .count();
        return (double) outdated / Math.max(1, good.size());
    }

    /** Since when which entity tag was the current one, as the exchange says. */
    static NavigableMap<Long, String> changes(Product zol0, Page page) throws Exception {
        String log = HTTP.send(
                        HttpRequest.newBuilder(URI.create(zol0.address() + "/demo/demo/changes?of=" + page.path())).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        NavigableMap<Long, String> changes = new TreeMap<>();
        Matcher row = Pattern.compile("\\{\"at\":(\\d+),\"etag\":\"\\\\\"([^\\\\]+)\\\\\"\"}").matcher(log);
        while (row.find()) {
            changes.put(Long.parseLong(row.group(1)), '"' + row.group(2) + '"');
        }
        if (changes.isEmpty()) {
            throw new IllegalStateException("the exchange does not tell its changes: " + log);
        }
        return changes;
    }

    static double failed(List<Call> calls) {
        return (double) calls.stream().filter(call -> call.status() != 200).count() / calls.size();
    }

    static double[] sorted(List<Call> calls) {
        return calls.stream().mapToDouble(Call::millis).sorted().toArray();
    }

    static double mean(double[] sorted) {
        return java.util.Arrays.stream(sorted).average().orElseThrow();
    }

    static double p95(double[] sorted) {
        return sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
    }

    /** An endpoint's number, which is made from what it is: the demo is the first upstream. */
    static long endpoint(Page page) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(("1 GET " + page.path()).getBytes(StandardCharsets.UTF_8));
        return java.nio.ByteBuffer.wrap(hash).getLong() & Long.MAX_VALUE;
    }
}
