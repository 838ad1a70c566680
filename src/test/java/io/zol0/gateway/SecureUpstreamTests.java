package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PfxOptions;
import io.zol0.cache.CachePolicy;
import io.zol0.catalog.Upstream.Protocol;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecureUpstreamTests {
    @TempDir
    static Path folder;

    static Vertx vertx;
    static GatewayFixture trusting;
    static GatewayFixture strict;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        certificate("good", "dns:localhost");
        certificate("stranger", "dns:stranger.example");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "good",
                "-keystore",
                store("good"),
                "-storepass",
                "secret",
                "-file",
                folder.resolve("trusted.pem").toString());
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "stranger",
                "-keystore",
                store("stranger"),
                "-storepass",
                "secret",
                "-file",
                folder.resolve("stranger.pem").toString());
        java.nio.file.Files.writeString(
                folder.resolve("trusted.pem"),
                java.nio.file.Files.readString(folder.resolve("stranger.pem")),
                java.nio.file.StandardOpenOption.APPEND);
        var settings = new GatewayFixture.Settings();
        strict = new GatewayFixture(settings.build());
        settings.trusted = folder.resolve("trusted.pem");
        trusting = new GatewayFixture(settings.build());
        int good = listen(secure("good"));
        int stranger = listen(secure("stranger"));
        int plain = listen(new HttpServerOptions().setHttp2ClearTextEnabled(true));
        for (GatewayFixture gateway : List.of(trusting, strict)) {
            gateway.with(GatewayFixture.upstream(1, "auto", "https://localhost:" + good, Protocol.AUTO))
                    .with(GatewayFixture.upstream(2, "one", "https://localhost:" + good, Protocol.HTTP_1_1))
                    .with(GatewayFixture.upstream(3, "stranger", "https://localhost:" + stranger, Protocol.AUTO))
                    .with(GatewayFixture.upstream(4, "clear", "http://localhost:" + plain, Protocol.HTTP_2));
        }
    }

    @AfterAll
    static void stop() {
        trusting.close();
        strict.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void http_2_is_spoken_where_tls_negotiates_it() throws Exception {
        try (var caller = trusting.caller()) {
            assertThat(caller.get("/auto/x?y").answer().body()).isEqualTo("HTTP_2 GET /x?y ");
        }
    }

    @Test
    void http_1_1_is_spoken_over_tls_where_it_is_asked_for() throws Exception {
        try (var caller = trusting.caller()) {
            assertThat(caller.get("/one/x").answer().body()).isEqualTo("HTTP_1_1 GET /x ");
        }
    }

    @Test
    void http_2_in_clear_text_is_spoken_by_prior_knowledge_with_bodies_and_trailers() throws Exception {
        try (var caller = strict.caller()) {
            caller.request("POST", "/clear/x", "Content-Length: 3").say("abc");
            assertThat(caller.answer().body()).isEqualTo("HTTP_2 POST /x abc");
            caller.request("POST", "/clear/x", "Transfer-Encoding: chunked").say("3\r\nabc\r\n0\r\n\r\n");
            assertThat(caller.answer().body()).isEqualTo("HTTP_2 POST /x abc");
            var answer = caller.get("/clear/trailers").answer();
            assertThat(answer.trailers()).containsExactly("x-sum: 7");
            caller.request("HEAD", "/clear/x");
            assertThat(caller.answer("HEAD").status()).isEqualTo(200);
        }
    }

    @Test
    void many_calls_share_one_http_2_connection() throws Exception {
        List<RawCaller> callers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            callers.add(strict.caller().get("/clear/connection"));
        }
        String first = callers.getFirst().answer().body();
        assertThat(first).startsWith("127.0.0.1:");
        for (RawCaller caller : callers.subList(1, 10)) {
            assertThat(caller.answer().body()).isEqualTo(first);
        }
        for (RawCaller caller : callers) {
            caller.close();
        }
    }

    @Test
    void a_reset_stream_is_a_bad_gateway() throws Exception {
        try (var caller = strict.caller()) {
            var answer = caller.get("/clear/reset").answer();
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.field("Proxy-Status")).contains("next-hop=\"clear\"");
            assertThat(caller.get("/clear/x").answer().status()).isEqualTo(200);
        }
    }

    @Test
    void an_answer_over_http_2_is_kept_and_served_again() throws Exception {
        cached(caller -> {
            var first = caller.get("/clear/kept").answer();
            assertThat(first.field("Cache-Status")).isEqualTo("ZoL0; fwd=uri-miss; fwd-status=200; stored");
            var second = caller.get("/clear/kept").answer();
            assertThat(second.field("Cache-Status")).startsWith("ZoL0; hit");
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(caller.get("/clear/kept", "Range: bytes=0-5").answer().body())
                    .isEqualTo("HTTP_2");
        });
    }

    @Test
    void a_body_over_http_2_with_trailers_is_kept_whole_and_one_that_is_reset_is_not() throws Exception {
        cached(caller -> {
            assertThat(caller.get("/clear/kept-trailers").answer().body()).isEqualTo("trailed");
            var again = caller.get("/clear/kept-trailers").answer();
            assertThat(again.body()).isEqualTo("trailed");
            assertThat(again.field("Cache-Status")).startsWith("ZoL0; hit");
        });
        cached(caller ->
                assertThat(caller.get("/clear/kept-reset").answer().whole()).isFalse());
        cached(caller -> {
            caller.get("/clear/kept-reset");
            assertThat(caller.head().field("Cache-Status")).startsWith("ZoL0; fwd=uri-miss");
        });
    }

    private interface Calls {
        void on(RawCaller caller) throws Exception;
    }

    private static void cached(Calls calls) throws Exception {
        strict.policy = CachePolicy.ORIGIN;
        try (var caller = strict.caller()) {
            calls.on(caller);
        } finally {
            strict.policy = CachePolicy.OFF;
        }
    }

    private static void kept(HttpServerRequest request) {
        HttpServerResponse response = request.response().putHeader("Cache-Control", "max-age=60");
        switch (request.path()) {
            case "/kept-trailers" ->
                response.setChunked(true).putTrailer("X-Sum", "7").end("trailed");
            case "/kept-reset" ->
                response.setChunked(true).write("half of it").onComplete(written -> response.reset(2));
            default -> response.end(request.version() + " and its body");
        }
    }

    @Test
    void a_certificate_nobody_vouches_for_is_refused_with_the_reason() throws Exception {
        try (var caller = strict.caller()) {
            var answer = caller.get("/auto/x").answer();
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.field("Proxy-Status")).isEqualTo("ZoL0; error=tls_certificate_error; next-hop=\"auto\"");
            assertThat(answer.body()).contains("certificate");
        }
    }

    @Test
    void a_certificate_of_another_name_is_refused_though_it_is_trusted() throws Exception {
        try (var caller = trusting.caller()) {
            var answer = caller.get("/stranger/x").answer();
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.field("Proxy-Status")).contains("error=tls_certificate_error");
        }
    }

    private static HttpServerOptions secure(String name) {
        return new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PfxOptions().setPath(store(name)).setPassword("secret"));
    }

    private static int listen(HttpServerOptions options) {
        HttpServer server = vertx.createHttpServer(options.setPort(0).setHost("localhost"));
        server.requestHandler(request -> {
            switch (request.path()) {
                case "/reset" -> request.response().reset(2);
                case "/kept", "/kept-trailers", "/kept-reset" -> kept(request);
                case "/trailers" ->
                    request.response().setChunked(true).putTrailer("X-Sum", "7").end("body");
                case "/connection" ->
                    request.response().end(request.remoteAddress().toString());
                default ->
                    request.body()
                            .onSuccess(body -> request.response()
                                    .end(request.version() + " " + request.method() + " " + request.uri() + " "
                                            + body));
            }
        });
        return server.listen().toCompletionStage().toCompletableFuture().join().actualPort();
    }

    private static String store(String name) {
        return folder.resolve(name + ".p12").toString();
    }

    private static void certificate(String name, String subject) throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + subject,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store(name),
                "-storepass",
                "secret");
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
