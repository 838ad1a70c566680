package io.zol0;

import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.SingleBacklog;
import io.zol0.metrics.SingleStore;
import io.zol0.users.Itself;
import io.zol0.users.TokenAnswer;
import io.zol0.users.TokenDraft;
import io.zol0.users.TokenScope;
import io.zol0.users.Tokens;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * How many calls a second {@code POST /api/performance/calls} takes, beside plain COPY of the same rows into the same table with
 * the same indexes, in turn; run by hand, by {@code ./zol0 bench ingest}. Client, ZoL0 and database share the machine.
 */
public final class IngestBenchmark {
    private static final int ENDPOINTS = 100;
    private static final int BATCH = 10_000;
    private static final int ROUNDS = 5;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ServletWebServerApplicationContext zol0;
    private final String token;
    private final Upstream upstream;
    private final LiveMetrics metrics;
    private final SingleStore singles;
    private final int batches;

    private IngestBenchmark(ServletWebServerApplicationContext zol0, int batches) {
        this.zol0 = zol0;
        this.batches = batches;
        this.metrics = zol0.getBean(LiveMetrics.class);
        this.singles = zol0.getBean(SingleStore.class);
        this.upstream =
                Itself.ask(() -> zol0.getBean(Upstreams.class).add(UpstreamDraft.of("bench", "http://bench.example")));
        this.token = ((TokenAnswer.Issued) Itself.ask(() -> zol0.getBean(Tokens.class)
                        .issue(new TokenDraft("bench", EnumSet.of(TokenScope.INGEST), null, null))))
                .secret();
    }

    /** @param arguments batches of 10,000 calls a round, 20 for instance */
    public static void main(String[] arguments) throws Exception {
        int batches = arguments.length == 0 ? 20 : Integer.parseInt(arguments[0]);
        var context = new SpringApplicationBuilder(Zol0.class)
                .initializers(new ApplicationTest.Installation())
                .properties("server.port=0", "zol0.single-calls.backlog=256MB", "logging.level.io.zol0=WARN")
                .run();
        int exit = 1;
        try {
            new IngestBenchmark((ServletWebServerApplicationContext) context, batches).run();
            exit = 0;
        } finally {
            context.close();
            System.exit(exit);
        }
    }

    private void run() throws Exception {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            statement.execute("create unlogged table bench_shape (like single_call including all)");
            statement.execute("drop table bench_shape");
            statement.execute("create table bench_copy (like single_call including all)");
        }
        measure(false, 3);
        List<Double> counted = new ArrayList<>();
        List<Double> kept = new ArrayList<>();
        List<Double> copied = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        keep(true);
        measure(true, 3);
        for (int round = 0; round < ROUNDS; round++) {
            keep(false);
            counted.add(measure(false, batches));
            keep(true);
            kept.add(measure(true, batches));
            copied.add(copy());
            ratios.add(kept.getLast() / copied.getLast());
        }
        print("ingest.calls_per_s", median(counted));
        print("ingest.calls_per_s_every_call_kept", median(kept));
        print("ingest.copy_rows_per_s", median(copied));
        print("ingest.every_call_kept_of_copy", median(ratios));
        print("ingest.kept_calls_lost", singles.backlog().dropped() + metrics.unkept());
    }

    /** By the role that may make tables, which is not the application's. */
    private Connection owner() throws SQLException {
        return DriverManager.getConnection(
                setting("zol0.db.url"), setting("zol0.db.migration.user"), setting("zol0.db.migration.password"));
    }

    private String setting(String name) {
        return zol0.getEnvironment().getRequiredProperty(name);
    }

    private void keep(boolean every) throws InterruptedException {
        Endpoints endpoints = zol0.getBean(Endpoints.class);
        for (int i = 0; i < ENDPOINTS; i++) {
            long id = endpoints.resolve(upstream.id(), "GET", path(i)).id();
            if (every) {
                metrics.keepEvery(id, Instant.now().plus(Duration.ofHours(1)));
            } else {
                metrics.keepSome(id);
            }
        }
        // Recorders hear of it when they hand over, which is once a second.
        CountDownLatch seconds = new CountDownLatch(3);
        Runnable end = metrics.onSecond(tick -> seconds.countDown());
        seconds.await();
        end.run();
    }

    /** Calls a second from the first batch on until all is counted, and where they are kept until all is in the table. */
    private double measure(boolean kept, int count) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + zol0.getWebServer().getPort() + "/api/performance/calls"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(batch(Instant.now())))
                .build();
        long before = settled();
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (!answer.body().contains("\"accepted\":" + BATCH)) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
        }
        while (kept && settled() - before < (long) count * BATCH) {
            LockSupport.parkNanos(5_000_000);
            if (System.nanoTime() - begun > 120e9) {
                throw new IllegalStateException(
                        "only " + (settled() - before) + " calls were settled: " + singles.backlog());
            }
        }
        return (double) count * BATCH / ((System.nanoTime() - begun) / 1e9);
    }

    /** Single calls that were written, and those that were lost since there were too many at a time. */
    private long settled() {
        SingleBacklog backlog = singles.backlog();
        return backlog.written() + backlog.dropped() + metrics.unkept();
    }

    private static byte[] batch(Instant now) {
        StringBuilder json = new StringBuilder(BATCH * 150).append("{\"calls\":[");
        for (int i = 0; i < BATCH; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"upstream\":\"bench\",\"path\":\"")
                    .append(path(i % ENDPOINTS))
                    .append("?symbol=S")
                    .append(i % 977)
                    .append("\",\"method\":\"GET\",\"at\":")
                    .append(now.toEpochMilli() - 50)
                    .append(",\"durationMillis\":")
                    .append(1 + i % 45)
                    .append(".5,\"status\":200,\"bytesOut\":")
                    .append(i)
                    .append('}');
        }
        return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String path(int endpoint) {
        return "/api/of" + (char) ('a' + endpoint % 26) + (char) ('a' + endpoint / 26) + "/list";
    }

    /** Rows a second of plain COPY, as text, which is made beforehand. */
    private double copy() throws Exception {
        int rows = batches * BATCH;
        StringBuilder text = new StringBuilder();
        Instant now = Instant.now();
        for (int i = 0; i < rows; i++) {
            text.append(now.plusNanos(i * 1000L))
                    .append('\t')
                    .append(i)
                    .append('\t')
                    .append(upstream.id())
                    .append('\t')
                    .append(1 + i % ENDPOINTS)
                    .append("\t3\t0\t200\t")
                    .append(1_500 + i % 45_000)
                    .append("\t0\t0\t0\t")
                    .append(i % BATCH)
                    .append("\tbench\tGET\t")
                    .append(path(i % ENDPOINTS))
                    .append("?symbol=S")
                    .append(i % 977)
                    .append("\t\\N\n");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        try (Connection connection = owner()) {
            long begun = System.nanoTime();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy bench_copy from stdin", new ByteArrayInputStream(bytes));
            double rate = rows / ((System.nanoTime() - begun) / 1e9);
            try (Statement statement = connection.createStatement()) {
                statement.execute("truncate bench_copy");
            }
            return rate;
        }
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }

    private static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "%s = %.3f%n", name, value);
        System.out.flush();
    }
}
