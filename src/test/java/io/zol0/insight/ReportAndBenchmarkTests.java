package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportAndBenchmarkTests {
    private static final Instant MONDAY = Instant.parse("2026-11-16T00:00:00Z");

    @Test
    void a_report_is_the_same_whenever_it_is_written_and_runs_no_script_of_others() {
        Report report = report("<script>alert('x')</script> & \"co\"");
        assertThat(ReportHtml.of(report)).isEqualTo(ReportHtml.of(report("<script>alert('x')</script> & \"co\"")));
        assertThat(ReportHtml.of(report))
                .doesNotContain("<script>")
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;co&quot;")
                .contains("1,200 calls, p95 43 ms, 1.00 % failed");
        assertThat(ReportHtml.of(report)).contains("16 Nov 01:00 to 23 Nov 01:00, Europe/Berlin.");
        assertThat(ReportHtml.page(report)).startsWith("<!DOCTYPE html>").contains("@media print");
    }

    @Test
    void a_report_as_text_has_the_same_sections_and_figures_without_marks() {
        assertThat(ReportText.of(report("binance")))
                .startsWith("Week of 16 November 2026\n========================\n")
                .contains("What happened\n-------------\n1,200 calls, p95 43 ms, 1.00 % failed")
                .contains("* binance: Calls 1,200, p95 43 ms, Failed 1.00 %")
                .contains("* Nothing has to be done.")
                .doesNotContain("<");
    }

    @Test
    void what_to_do_next_follows_from_the_figures() {
        Report.Figures total = new Report.Figures(1200, 43, 0.01, 0.6);
        assertThat(NextSteps.of(total, Map.of(), List.of(), 0, List.of())).containsExactly("Nothing has to be done.");
        assertThat(NextSteps.of(new Report.Figures(0, 0, 0, 0), Map.of(Term.FAILED, 0.2), List.of(), 3, List.of()))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("Nothing was called");
        assertThat(NextSteps.of(total, Map.of(Term.FAILED, 0.2, Term.CPU, 0.001), List.of(), 0, List.of()))
                .containsExactly("Find out why calls fail. It took 0.20 from the score on average.");
    }

    @Test
    void a_week_begins_on_its_monday() {
        assertThat(Reports.Kind.WEEK.begin(LocalDate.of(2026, 11, 26))).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(Reports.Kind.WEEK.begin(LocalDate.of(2026, 11, 23))).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(Reports.Kind.DAY.begin(LocalDate.of(2026, 11, 26))).isEqualTo(LocalDate.of(2026, 11, 26));
    }

    @Test
    void the_interval_of_a_difference_of_quantiles_holds_the_true_one() {
        double truth = Math.log(2) * 10;
        long held = IntStream.range(0, 1000)
                .filter(world -> {
                    Random random = new Random(world);
                    Interval before = Quantiles.of(exponential(random, 300, 20), 0.5);
                    Interval after = Quantiles.of(exponential(random, 300, 30), 0.5);
                    Interval found = Quantiles.difference(after, before);
                    return found.low() <= truth && truth <= found.high();
                })
                .count();
        assertThat(held / 1000.0).isBetween(0.93, 0.99);
        assertThat(Quantiles.of(new double[] {1, 2, 3}, 0.95).isKnown()).isFalse();
        assertThat(Quantiles.of(new double[0], 0.5).value()).isNaN();
    }

    @Test
    void a_load_keeps_its_rate_and_counts_what_failed() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(asked.incrementAndGet() % 4 == 0 ? 503 : 204, -1);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
        server.start();
        try {
            Load.Outcome outcome = Load.run(
                    Load.get(
                            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/x"), "zol0_none"),
                    40,
                    Duration.ofSeconds(1));
            assertThat(outcome.sent()).isEqualTo(40);
            assertThat(outcome.unsent()).isZero();
            assertThat(outcome.failed()).isEqualTo(10);
            assertThat(outcome.millis()).hasSize(40).isSorted();
            assertThat(asked).hasValue(40);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_plan_beyond_its_bounds_is_refused() {
        assertThat(new BenchmarkPlan(1, "/a?b=c", 10, 20, "").problems()).isEmpty();
        assertThat(new BenchmarkPlan(1, "//evil example", 10, 20, "").problems())
                .hasSize(1);
        assertThat(new BenchmarkPlan(1, "/a", 201, 121, "x".repeat(201)).problems())
                .hasSize(3);
        assertThat(new BenchmarkPlan(1, "/a", Double.NaN, 0, "").problems()).hasSize(2);
    }

    private static double[] exponential(Random random, int n, double mean) {
        double[] samples = new double[n];
        for (int i = 0; i < n; i++) {
            samples[i] = -mean * Math.log(1 - random.nextDouble());
        }
        Arrays.sort(samples);
        return samples;
    }

    private static Report report(String upstream) {
        Report.Figures figures = new Report.Figures(1200, 43, 0.01, 0.6);
        return new Report(
                "Week of 16 November 2026",
                MONDAY,
                MONDAY.plus(Duration.ofDays(7)),
                ZoneId.of("Europe/Berlin"),
                figures,
                new Report.Figures(0, 0, 0, 0),
                List.of(new Report.OfUpstream(upstream, figures, figures)),
                List.of(),
                List.of(),
                0,
                List.of(new Report.ChangeLine(
                        MONDAY, "x was changed", figures, figures, new Interval(0.001, -0.01, 0.02))),
                List.of(),
                null,
                List.of("Nothing has to be done."));
    }
}
