package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CachePriority;
import io.zol0.cache.CacheSettings;
import io.zol0.cache.LeakWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Callers that leave in the middle and an upstream that dies in the middle, over a cache that is too small: nothing leaks. */
class CachedChurnTests {
    private static final int THREADS = 4;
    private static final int ROUNDS = 150;
    private static final int TARGETS = 60;

    private static final CachePolicy MINUTE = new CachePolicy(
            CacheMode.OWN_TTL,
            Duration.ofMinutes(1),
            "a test",
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            true,
            false,
            CachePriority.MEDIUM,
            true,
            DataSize.ofKilobytes(700),
            Duration.ofSeconds(5));

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<Throwable> wrong = new AtomicReference<>();

    @Test
    void no_buffer_leaks_and_no_byte_is_wrong_under_churn_with_callers_that_leave_and_an_upstream_that_dies()
            throws Exception {
        // Vert.x switches the detector off when it is loaded.
        Transports.choose(Transport.AUTO);
        Vertx.vertx().close();
        try (LeakWatch watch = new LeakWatch();
                MisbehavingUpstream upstream = new MisbehavingUpstream(this::deed)) {
            assertThat(watch).isNotNull();
            churn(upstream);
        }
        assertThat(asked.get()).isGreaterThan(TARGETS);
    }

    private void churn(MisbehavingUpstream upstream) throws Exception {
        GatewayFixture.Settings settings = new GatewayFixture.Settings();
        settings.eventLoops = 2;
        CacheSettings small = new CacheSettings(DataSize.ofMegabytes(4), DataSize.ofKilobytes(1), 4);
        try (GatewayFixture gateway = new GatewayFixture(settings.build(), small).with("demo", upstream)) {
            gateway.policy = MINUTE;
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(i);
                callers.add(Thread.ofVirtual().start(() -> call(gateway, random)));
            }
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(wrong.get()).as(() -> String.valueOf(wrong.get())).isNull();
            Until.so("no call is in flight", () -> gateway.server.status().callsInFlight() == 0);
        }
    }

    private void call(GatewayFixture gateway, Random random) {
        try {
            for (int i = 0; i < ROUNDS && wrong.get() == null; i++) {
                gateway.clockMillis.addAndGet(random.nextInt(2_000));
                int target = random.nextInt(TARGETS);
                int way = random.nextInt(10);
                try {
                    call(gateway, target, way);
                } catch (IOException failure) {
                    throw new IOException("in way " + way + " to ask for " + target, failure);
                }
            }
        } catch (IOException | RuntimeException | AssertionError failure) {
            wrong.compareAndSet(null, failure);
        }
    }

    /** Asks, in one of ten ways, on a connection of its own. */
    private static void call(GatewayFixture gateway, int target, int way) throws IOException {
        String path = "/demo/word?n=" + target;
        try (RawCaller caller = gateway.caller()) {
            switch (way) {
                case 0 -> caller.get(path).vanish();
                case 1 -> {
                    caller.get(path).head();
                    caller.vanish();
                }
                case 2 -> {
                    caller.get(path).head();
                    caller.read(4);
                    caller.vanish();
                }
                case 3 -> caller.request("HEAD", path).answer("HEAD");
                case 4 -> caller.get(path, "Range: bytes=10-19").answer();
                case 5 ->
                    caller.get(path, "If-None-Match: \"tag-" + target + "\"").answer();
                case 6 -> caller.get(path, "Accept-Encoding: gzip").answer();
                case 7 -> caller.request("POST", path, "Content-Length: 0").answer();
                default -> {
                    RawCaller.Answer answer = caller.get(path).answer();
                    if (answer.status() == 200 && answer.whole()) {
                        assertThat(answer.body()).isEqualTo(body(target));
                    }
                }
            }
        }
    }

    /** Answers well two times of three; else dies before, in the middle of, or instead of an answer. */
    private void deed(MisbehavingUpstream.Conversation with) throws IOException {
        int number = asked.incrementAndGet();
        with.readBody();
        String first = with.request().first();
        String body = body(Integer.parseInt(first.replaceAll("^\\S+ /word\\?n=(\\d+) .*$", "$1")));
        String tag = "ETag: \"tag-" + first.replaceAll("^\\S+ /word\\?n=(\\d+) .*$", "$1") + "\"\r\n";
        boolean bodiless = first.startsWith("HEAD");
        String whole = "HTTP/1.1 200 OK\r\n" + tag + "Content-Length: " + body.length() + "\r\n\r\n";
        switch (number % 15) {
            case 0 -> with.close();
            case 1 -> {
                with.say(whole + (bodiless ? "" : body.substring(0, body.length() / 2)));
                with.reset();
            }
            case 2 -> {
                with.say("HTTP/1.1 200 OK\r\n" + tag + "Transfer-Encoding: chunked\r\n\r\n"
                        + (bodiless ? "" : Integer.toHexString(body.length()) + "\r\n" + body.substring(0, 40)));
                with.close();
            }
            case 3 -> with.say("HTTP/1.1 503 Down\r\nContent-Length: " + (bodiless ? "0\r\n\r\n" : "4\r\n\r\ndown"));
            case 4 ->
                with.say(
                        with.request().field("If-None-Match") == null
                                ? whole + (bodiless ? "" : body)
                                : "HTTP/1.1 304 Not Modified\r\n" + tag + "\r\n");
            default -> with.say(whole + (bodiless ? "" : body));
        }
    }

    /** From 80 bytes to some 800 KB, more than may be kept. */
    private static String body(int target) {
        return ("body of " + target + " ").repeat(8 << (target % 15));
    }
}
