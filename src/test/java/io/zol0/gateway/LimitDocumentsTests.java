package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.zol0.gateway.LimitFixture.Quotas;
import io.zol0.limits.AnswerRule.Meaning;
import io.zol0.limits.Freeze;
import io.zol0.limits.Signal;
import io.zol0.limits.WindowState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitDocumentsTests {
    private static final String LIMITS = """
        {"rateLimits": [{"rateLimitType": "REQUEST_WEIGHT", "interval": "MINUTE", "intervalNum": 1, "limit": 4000}]}\
        """;

    MisbehavingUpstream upstream;
    LimitFixture fixture;
    final HandClock clock = new HandClock();

    @BeforeEach
    void start() throws Exception {
        upstream = new MisbehavingUpstream(MisbehavingUpstream.answering(LIMITS));
        fixture = new LimitFixture()
                .with("demo", upstream, "binance")
                .with(Quotas.of(6_000, Duration.ofMinutes(1)).from("binance"));
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
        upstream.close();
    }

    @Test
    void what_a_provider_writes_down_is_known_of_the_quota_and_changes_nothing_by_itself() throws Exception {
        new LimitDocuments(fixture.limiting, fixture.gateway.server::document, clock).look();
        assertThat(upstream.request().first()).isEqualTo("GET /api/v3/exchangeInfo?symbol=BTCUSDT HTTP/1.1");
        Until.so("it is known", () -> window().map(WindowState::providerLimit).isPresent());
        assertThat(window().orElseThrow().providerLimit()).isEqualTo(4000);
        assertThat(window().orElseThrow().allowed()).isEqualTo(6000);
    }

    @Test
    void it_is_read_again_when_it_is_due_and_not_before() {
        List<String> asked = new ArrayList<>();
        var documents = new LimitDocuments(
                fixture.limiting,
                (from, path) -> {
                    asked.add(path);
                    return Future.succeededFuture(Buffer.buffer(LIMITS));
                },
                clock);
        documents.look();
        clock.now = clock.now.plus(Duration.ofHours(5));
        documents.look();
        assertThat(asked).hasSize(1);
        clock.now = clock.now.plus(Duration.ofHours(1));
        documents.look();
        assertThat(asked).hasSize(2);
    }

    @Test
    void a_provider_that_banned_us_is_not_asked() {
        fixture.guard.heard(
                new Freeze.Scope.OfUpstream(1),
                1,
                "Binance",
                new Signal(Meaning.BANNED, Instant.now().plusSeconds(60), false, null, List.of()));
        new LimitDocuments(fixture.limiting, fixture.gateway.server::document, clock).look();
        assertThat(upstream.heardNothingMore()).isTrue();
    }

    @Test
    void an_upstream_without_a_quota_of_its_preset_is_not_asked() {
        fixture.limiting.removeQuota(1);
        new LimitDocuments(fixture.limiting, fixture.gateway.server::document, clock).look();
        assertThat(upstream.heardNothingMore()).isTrue();
    }

    @Test
    void a_document_that_is_missing_or_endless_is_no_document() {
        upstream.does(MisbehavingUpstream.saying("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
        assertThat(failure()).isEqualTo("it answered 404");
        upstream.does(with -> {
            with.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                with.say("10000\r\n" + "x".repeat(0x10000) + "\r\n");
            }
        });
        assertThat(failure()).isEqualTo("it is longer than 4194304 bytes");
    }

    private String failure() {
        var read = fixture.gateway
                .server
                .document(GatewayFixture.upstream("demo", upstream.port()), "/limits")
                .toCompletionStage()
                .toCompletableFuture();
        Until.so("it is decided", read::isDone);
        return read.exceptionNow().getMessage();
    }

    private Optional<WindowState> window() {
        return fixture.limits.state(1).orElseThrow().fullest().stream()
                .map(budget -> budget.windows().getFirst())
                .findFirst();
    }

    private static final class HandClock extends Clock {
        Instant now = Instant.now();

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
