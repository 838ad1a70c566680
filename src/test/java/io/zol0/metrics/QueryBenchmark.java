package io.zol0.metrics;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zol0.home.TestDatabase;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Fills a database with minutes of 500 endpoints and asks what the console asks; run by hand, by {@code ./zol0 bench query}.
 * Each minute of an endpoint has 60 calls with three measured times, out of a store of 20,000 minutes that were made of
 * calls of varied times.
 */
public final class QueryBenchmark {
    private static final int ENDPOINTS = 500;
    private static final int UPSTREAMS = 10;
    private static final int CALLS = 60;
    private static final int STORE = 20_000;
    private static final int ROUNDS = 20;
    private static final Duration MOST_MAKING = Duration.ofMinutes(16);

    private final Random random = new Random(42);
    private final TestDatabase database;
    private final JdbcTemplate jdbc;
    private final Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private final Clock clock = Clock.fixed(end.plusSeconds(600), ZoneOffset.UTC);

    private QueryBenchmark(TestDatabase database) {
        this.database = database;
        this.jdbc = new JdbcTemplate(database.dataSource());
    }

    /** @param arguments how many days, 30 for instance */
    public static void main(String[] arguments) throws Exception {
        int days = arguments.length == 0 ? 30 : Integer.parseInt(arguments[0]);
        try (TestDatabase database = TestDatabase.dedicated()) {
            database.migrate();
            new QueryBenchmark(database).run(days);
        }
        System.exit(0);
    }

    private void run(int days) throws Exception {
        tellSketches();
        Instant begun = Instant.now();
        Instant begin = end.minus(Duration.ofDays(days));
        Instant made = fill(begin, begun.plus(MOST_MAKING.multipliedBy(2).dividedBy(3)));
        print("query.days", Duration.between(begin, made).toMinutes() / 1440.0);
        print("query.fill_seconds", seconds(begun));
        Instant rolling = Instant.now();
        long rows = number("select count(*) from call_minute");
        int rolled = roll(begun.plus(MOST_MAKING));
        print("query.rollups_made", rolled);
        print("query.rollup_seconds", seconds(rolling));
        new JdbcTemplate(database.owner()).execute("vacuum analyze");
        print("query.rows", rows);
        long bytes = bytesOf("call_minute");
        print("query.bytes_per_row", (double) bytes / rows);
        print("query.bytes_per_sketch", (double) bytes / rows / 3);
        print(
                "query.rollup_bytes_share",
                (double) (bytesOf("call_five_minutes") + bytesOf("call_hour") + bytesOf("call_day")) / bytes);
        ask(made);
        explain(made);
    }

    /** What one minute takes as bytes, by how many calls it has. */
    private void tellSketches() {
        for (int calls : new int[] {60, 600}) {
            double mean = IntStream.range(0, 2_000)
                    .map(i -> sketch(calls, 20_000 * Math.exp(random.nextGaussian()), 0.5)
                            .size())
                    .average()
                    .orElse(0);
            print("query.sketch_bytes_" + calls + "_calls", mean);
        }
    }

    /** Writes the minutes day by day and gives where it had to stop. */
    private Instant fill(Instant from, Instant deadline) throws Exception {
        byte[][][] endpoints = store(CALLS);
        byte[][][] whole = store(CALLS * ENDPOINTS / UPSTREAMS);
        Instant minute = from;
        try (Connection connection = database.dataSource().getConnection()) {
            while (minute.isBefore(end) && Instant.now().isBefore(deadline)) {
                Instant next = minute.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
                Instant stop = next.isBefore(end) ? next : end;
                jdbc.queryForList(
                        "select call_minute_partition(?)",
                        java.sql.Date.valueOf(minute.atOffset(ZoneOffset.UTC).toLocalDate()));
                copy(connection, minute, stop, endpoints, whole);
                minute = stop;
            }
        }
        jdbc.update("insert into rollup_due (kind, step, at) select distinct 'call', 'FIVE_MINUTES',"
                + " date_bin('5 minutes', minute, 'epoch') from call_minute where endpoint_id = 0");
        return minute;
    }

    private void copy(Connection connection, Instant from, Instant to, byte[][][] endpoints, byte[][][] whole)
            throws Exception {
        String command =
                "copy call_minute (minute, node, minutes, upstream_id, endpoint_id, success, served, bytes_out,"
                        + " total, first_byte, overhead) from stdin (format binary)";
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(
                new PGCopyOutputStream(connection.unwrap(PGConnection.class), command), 1 << 16))) {
            out.write(new byte[] {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
            });
            for (Instant minute = from; minute.isBefore(to); minute = minute.plusSeconds(60)) {
                for (int i = 1; i <= ENDPOINTS; i++) {
                    row(out, minute, 1 + i % UPSTREAMS, i, CALLS, endpoints[random.nextInt(STORE)]);
                }
                for (int i = 1; i <= UPSTREAMS; i++) {
                    row(out, minute, i, 0, CALLS * ENDPOINTS / UPSTREAMS, whole[random.nextInt(whole.length)]);
                }
            }
            out.writeShort(-1);
        }
    }

    private static void row(
            DataOutputStream out, Instant minute, long upstream, long endpoint, long calls, byte[][] times)
            throws IOException {
        out.writeShort(11);
        out.writeInt(8);
        out.writeLong(CopyRows.micros(minute) - 946_684_800_000_000L);
        out.writeInt(2);
        out.writeShort(1);
        out.writeInt(2);
        out.writeShort(1);
        for (long each : new long[] {upstream, endpoint, calls, calls, calls * 812}) {
            out.writeInt(8);
            out.writeLong(each);
        }
        for (byte[] sketch : times) {
            out.writeInt(sketch.length);
            out.write(sketch);
        }
    }

    /** Minutes to take from: three sketches each. */
    private byte[][][] store(int calls) {
        int size = calls > CALLS ? STORE / 40 : STORE;
        byte[][][] store = new byte[size][][];
        for (int i = 0; i < size; i++) {
            double median = 20_000 * Math.exp(random.nextGaussian());
            store[i] = new byte[][] {
                sketch(calls, median, 0.5).bytes(),
                sketch(calls, median * 0.8, 0.5).bytes(),
                sketch(calls, 300, 0.3).bytes()
            };
        }
        return store;
    }

    private Sketch sketch(int calls, double medianMicros, double spread) {
        char[] buckets = new char[calls];
        for (int i = 0; i < calls; i++) {
            buckets[i] = (char) Sketch.index(Math.round(medianMicros * Math.exp(spread * random.nextGaussian())));
        }
        return Sketch.of(buckets, calls);
    }

    private int roll(Instant deadline) {
        Rollup rollup = new Rollup(Chain.CALL, pool(), new CallMaking(), clock);
        int made = 0;
        if (Instant.now().isBefore(deadline)) {
            made = rollup.roll();
        }
        return made;
    }

    private void ask(Instant made) {
        History history = new History(new CallTable(pool()), clock);
        Set<Long> all = LongStream.rangeClosed(1, UPSTREAMS).boxed().collect(Collectors.toSet());
        Scope everything = new Scope.Everything();
        Scope one = new Scope.OfEndpoint(77);
        Instant day = made.minus(Duration.ofHours(24));
        Instant month = made.minus(Duration.ofDays(30)).truncatedTo(ChronoUnit.DAYS);
        time("query.summary_24h", () -> history.stats(everything, day, made));
        time("query.timeseries_24h", () -> history.series(everything, day, made, Duration.ofMinutes(10)));
        time("query.endpoints_24h", () -> history.endpoints(all, day, made));
        time(
                "query.overview_24h",
                () -> List.of(
                        history.stats(everything, day, made),
                        history.series(everything, day, made, Duration.ofMinutes(10)),
                        history.endpoints(all, day, made)));
        time(
                "query.overview_30d",
                () -> List.of(
                        history.stats(everything, month, made),
                        history.series(everything, month, made, Duration.ofHours(6)),
                        history.endpoints(all, month, made)));
        Instant odd = made.minus(Duration.ofMinutes(23));
        Instant oddDay = odd.minus(Duration.ofHours(24));
        time(
                "query.overview_24h_at_an_odd_minute",
                () -> List.of(
                        history.stats(everything, oddDay, odd),
                        history.series(everything, Grain.FIVE_MINUTES.floor(oddDay), odd, Duration.ofMinutes(15)),
                        history.endpoints(all, oddDay, odd)));
        time("query.heat_map_24h", () -> history.heatMap(one, day, made, Duration.ofMinutes(10)));
        time("query.heat_map_30d", () -> history.heatMap(one, month, made, Duration.ofHours(6)));
    }

    /** Connections that stay open, as the product has them. */
    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(2);
        return new HikariDataSource(config);
    }

    /** Prints median and 95th percentile of some rounds, after three that do not count. */
    private static void time(String name, Supplier<?> question) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < ROUNDS + 3; i++) {
            long begun = System.nanoTime();
            Object answer = question.get();
            double took = (System.nanoTime() - begun) / 1e6;
            if (String.valueOf(answer).contains("Unavailable")) {
                throw new IllegalStateException(name + ": " + answer);
            }
            if (i >= 3) {
                millis.add(took);
            }
        }
        millis.sort(null);
        print(name + "_ms.p50", millis.get(ROUNDS / 2 - 1));
        print(name + "_ms.p95", millis.get((int) Math.ceil(ROUNDS * 0.95) - 1));
    }

    /** Of how many days of minutes a question reads all rows one after another. */
    private void explain(Instant made) {
        Instant day = made.minus(Duration.ofHours(24));
        Instant month = made.minus(Duration.ofDays(30));
        String of = " and minute >= '%s' and minute < '%s'";
        scans("query.seq_scans_overview_24h", "endpoint_id = 0" + of.formatted(day, made));
        scans("query.seq_scans_overview_30d", "endpoint_id = 0" + of.formatted(month, made));
        scans("query.seq_scans_heat_map_30d", "endpoint_id = 77" + of.formatted(month, made));
        print(
                "query.days_of_minutes",
                number("select count(*) from pg_inherits where inhparent = 'call_minute'::regclass"));
    }

    private void scans(String name, String where) {
        List<String> plan = jdbc.queryForList(
                "explain select minute, total from call_minute where " + where + " order by minute", String.class);
        print(name, plan.stream().filter(line -> line.contains("Seq Scan")).count());
    }

    private long bytesOf(String table) {
        return number("select coalesce(sum(pg_total_relation_size(inhrelid)), 0) + pg_total_relation_size('" + table
                + "'::regclass) from pg_inherits where inhparent = '" + table + "'::regclass");
    }

    private long number(String query) {
        Long number = jdbc.queryForObject(query, Long.class);
        return number == null ? 0 : number;
    }

    private static double seconds(Instant since) {
        return Duration.between(since, Instant.now()).toMillis() / 1000.0;
    }

    private static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "%s = %.3f%n", name, value);
        System.out.flush();
    }
}
