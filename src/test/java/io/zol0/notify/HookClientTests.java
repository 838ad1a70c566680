package io.zol0.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.zol0.home.TestCertificate;
import io.zol0.notify.Attempt.Delivered;
import io.zol0.notify.Attempt.Failed;
import io.zol0.notify.Attempt.Refused;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.http.client.InetAddressFilter;

/** What becomes of a request that carries a message, with receivers on real sockets. */
class HookClientTests {
    private static final InetAddressFilter THIS_ONE = InetAddressFilter.of("127.0.0.1/32");
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HookClient client = Parcels.client(THIS_ONE, PATIENCE);
    private Receiver receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = Receiver.start();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void what_is_taken_is_delivered_with_what_the_receiver_said() {
        assertThat(post(receiver.url("/a?b=c"), false)).isEqualTo(new Delivered("Answered 200: thanks"));
        assertThat(receiver.all).singleElement().satisfies(got -> {
            assertThat(got.path()).isEqualTo("/a?b=c");
            assertThat(got.body()).isEqualTo("{}");
        });
        receiver.answers(Receiver.status(204, ""));
        assertThat(post(receiver.url("/"), false)).isEqualTo(new Delivered("Answered 204."));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 408, 429})
    void what_may_work_later_is_told_from_what_will_not(int later) {
        receiver.answers(Receiver.status(later, "busy"));
        assertThat(post(receiver.url("/"), false)).isEqualTo(new Failed("Answered %d: busy".formatted(later), null));
        receiver.answers(Receiver.status(404, "no such hook"));
        assertThat(post(receiver.url("/"), false)).isEqualTo(new Refused("Answered 404: no such hook"));
    }

    @Test
    void the_time_that_the_receiver_asks_for_is_heard_and_bounded() {
        receiver.answers(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "120");
            exchange.sendResponseHeaders(429, -1);
        });
        assertThat(((Failed) post(receiver.url("/"), false)).notBefore()).isEqualTo(Duration.ofMinutes(2));
        receiver.answers(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "99999999");
            exchange.sendResponseHeaders(503, -1);
        });
        assertThat(((Failed) post(receiver.url("/"), false)).notBefore()).isEqualTo(Duration.ofHours(1));
        receiver.answers(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "soon");
            exchange.sendResponseHeaders(503, -1);
        });
        assertThat(((Failed) post(receiver.url("/"), false)).notBefore()).isNull();
    }

    @Test
    void a_receiver_that_hangs_is_left_when_its_time_is_up() {
        CountDownLatch over = new CountDownLatch(1);
        receiver.answers(exchange -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        long before = System.nanoTime();
        assertThat(post(receiver.url("/"), false)).isEqualTo(new Failed("There was no whole answer within 2 s.", null));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(PATIENCE, PATIENCE.multipliedBy(4));
        over.countDown();
    }

    @Test
    void a_receiver_that_gives_a_byte_now_and_then_is_left_as_well() throws Exception {
        try (ServerSocket drip = listening();
                var dripping = Answering.with(drip, out -> {
                    while (true) {
                        out.write('H');
                        out.flush();
                        Thread.sleep(100);
                    }
                })) {
            assertThat(post("http://127.0.0.1:" + drip.getLocalPort() + "/", false))
                    .isEqualTo(new Failed("There was no whole answer within 2 s.", null));
            assertThat(dripping.calls()).isEqualTo(1);
        }
    }

    @Test
    void an_answer_without_end_is_read_no_further_than_its_beginning() throws Exception {
        for (String head : new String[] {
            "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n"
        }) {
            try (ServerSocket socket = listening();
                    var endless = Answering.with(socket, out -> {
                        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
                        while (true) {
                            out.write("x".repeat(4_096).getBytes(StandardCharsets.ISO_8859_1));
                        }
                    })) {
                assertThat(post("http://127.0.0.1:" + socket.getLocalPort() + "/", false)
                                .said())
                        .startsWith("Answered 200: xxx")
                        .hasSizeLessThan(400);
                assertThat(endless.calls()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n",
                "HTTP/1.1 two hundred\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                ""
            })
    void what_is_no_answer_of_http_fails(String what) throws Exception {
        try (ServerSocket socket = listening();
                var other = Answering.with(socket, out -> out.write(what.getBytes(StandardCharsets.ISO_8859_1)))) {
            assertThat(post("http://127.0.0.1:" + socket.getLocalPort() + "/", false))
                    .isInstanceOf(Failed.class);
            assertThat(other.calls()).isEqualTo(1);
        }
    }

    @Test
    void an_address_of_this_machine_is_refused_unless_the_channel_allows_it() {
        HookClient strict = Parcels.client(Parcels.PUBLIC_ONLY, PATIENCE);
        for (String host : new String[] {"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0"}) {
            Attempt attempt = strict.post(hook("http://" + host + ":" + receiver.port() + "/", false));
            assertThat(attempt).as(host).isInstanceOf(Refused.class);
            assertThat(attempt.said()).contains("this machine or of a private network");
        }
        assertThat(receiver.all).isEmpty();
        assertThat(strict.post(hook(receiver.url("/"), true))).isInstanceOf(Delivered.class);
    }

    @Test
    void metadata_addresses_are_refused_whatever_the_channel_allows() {
        assertThat(post("http://169.254.169.254/latest", true))
                .isEqualTo(
                        new Refused(
                                "169.254.169.254 is, or leads to, a link-local or cloud metadata address, which ZoL0 never calls."));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void where_a_receiver_sends_on_to_a_private_address_nothing_goes_unless_allowed(int status) {
        receiver.answers(Receiver.redirect(status, "http://127.0.0.2:" + receiver.port() + "/inner"));
        Attempt attempt = post(receiver.url("/"), false);
        assertThat(attempt).isInstanceOf(Refused.class);
        assertThat(attempt.said())
                .startsWith("The receiver sends on to another address. 127.0.0.2 is, or leads to, an address of this");
        assertThat(receiver.all).hasSize(1);
    }

    @Test
    void where_it_is_allowed_the_same_goes_on_by_post() throws Exception {
        try (Receiver inner = Receiver.start()) {
            receiver.answers(Receiver.redirect(307, inner.url("/inner")));
            assertThat(post(receiver.url("/"), false)).isEqualTo(new Delivered("Answered 200: thanks"));
            assertThat(inner.all)
                    .singleElement()
                    .satisfies(got -> assertThat(got.body()).isEqualTo("{}"));
        }
    }

    @Test
    void redirects_in_a_circle_end() {
        receiver.answers(Receiver.redirect(302, "/again"));
        assertThat(post(receiver.url("/"), false)).isInstanceOf(Failed.class);
        assertThat(receiver.all).hasSize(4);
    }

    @Test
    void who_is_not_there_may_come_back() throws Exception {
        int free;
        try (ServerSocket socket = listening()) {
            free = socket.getLocalPort();
        }
        assertThat(post("http://127.0.0.1:" + free + "/", false))
                .isEqualTo(new Failed("127.0.0.1 refused the connection.", null));
        assertThat(post("http://nobody.invalid/", false))
                .isEqualTo(new Failed("There is no host named nobody.invalid.", null));
    }

    @Test
    void over_tls_only_a_certificate_that_is_trusted_and_of_this_name_will_do(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.in(folder, "hook");
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate.keys().getKeyManagers(), null, null);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "https://localhost:" + server.getAddress().getPort() + "/";
            HookClient trusting = new HookClient(
                    new OutgoingSockets(THIS_ONE),
                    new Trust(new NotifySettings(null, certificate.certificate())),
                    Clock.systemUTC(),
                    Duration.ofSeconds(10));
            assertThat(trusting.post(hook(url, true))).isEqualTo(new Delivered("Answered 202."));
            assertThat(Parcels.client(THIS_ONE, Duration.ofSeconds(10))
                            .post(hook(url, true))
                            .said())
                    .startsWith("The TLS connection to localhost was not made");
            assertThat(trusting.post(hook(url.replace("localhost", "127.0.0.2"), true)))
                    .isInstanceOf(Failed.class);
        } finally {
            server.stop(0);
        }
    }

    private Attempt post(String url, boolean allowsPrivate) {
        return client.post(hook(url, allowsPrivate));
    }

    private static Hook hook(String url, boolean allowsPrivate) {
        return new Hook(URI.create(url), Map.of(), "{}".getBytes(StandardCharsets.UTF_8), allowsPrivate);
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Answers whoever connects with bytes, until it is closed. */
    private static final class Answering implements AutoCloseable {
        private interface Bytes {
            void to(OutputStream out) throws IOException, InterruptedException;
        }

        private final ServerSocket socket;
        private volatile int calls;

        private Answering(ServerSocket socket) {
            this.socket = socket;
        }

        static Answering with(ServerSocket socket, Bytes bytes) {
            Answering answering = new Answering(socket);
            Thread.ofVirtual().start(() -> {
                while (!socket.isClosed()) {
                    try (Socket call = socket.accept()) {
                        answering.calls++;
                        call.getInputStream().readNBytes(10);
                        bytes.to(call.getOutputStream());
                        call.shutdownOutput();
                        call.getInputStream().readAllBytes();
                    } catch (IOException | InterruptedException left) {
                        // Whoever called is gone.
                    }
                }
            });
            return answering;
        }

        int calls() {
            return calls;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
