package io.zol0.gateway;

import io.zol0.cache.AnswerCache;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CacheScope;
import io.zol0.cache.CacheSettings;
import io.zol0.cache.Flights;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstream.Protocol;
import io.zol0.home.TestCertificate;
import io.zol0.users.TokenGrant;
import io.zol0.users.TokenScope;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A gateway with one event loop on a free port, its recorder and its upstreams. */
final class GatewayFixture implements AutoCloseable {
    static final String TOKEN = "zol0_test";
    static final String OTHER_TOKEN = "zol0_other";
    static final String READING_TOKEN = "zol0_reads";
    static final String STAGING_TOKEN = "zol0_staging";

    final GatewayServer server;
    final Recorded recorded = new Recorded();
    final AnswerCache cache;

    /** How everything is cached, until a test says otherwise. */
    volatile CachePolicy policy = CachePolicy.OFF;

    volatile CacheScope scope = CacheScope.PLAIN;

    /** What the cache takes the time for: it stands still, and goes on when a test says. */
    final Departures departures = new Departures(java.time.Clock.systemUTC());

    final AtomicLong clockMillis = new AtomicLong(System.currentTimeMillis());

    private final TestCertificate certificate;

    GatewayFixture(GatewaySettings settings) {
        this(settings, "127.0.0.1", null);
    }

    GatewayFixture(GatewaySettings settings, String bind) {
        this(settings, bind, null);
    }

    /** @param certificate what it shows to callers, null for plain HTTP */
    GatewayFixture(GatewaySettings settings, String bind, TestCertificate certificate) {
        this(settings, bind, certificate, NameService.SYSTEM);
    }

    GatewayFixture(GatewaySettings settings, String bind, TestCertificate certificate, NameService names) {
        this(settings, bind, certificate, names, way -> way);
    }

    GatewayFixture(GatewaySettings settings, CacheSettings memory) {
        this(settings, memory, "127.0.0.1", null, NameService.SYSTEM, way -> way);
    }

    /** @param way puts steps before the last one of every fetch */
    GatewayFixture(
            GatewaySettings settings,
            String bind,
            TestCertificate certificate,
            NameService names,
            UnaryOperator<FetchStep> way) {
        this(settings, CacheSettings.DEFAULTS, bind, certificate, names, way);
    }

    private GatewayFixture(
            GatewaySettings settings,
            CacheSettings memory,
            String bind,
            TestCertificate certificate,
            NameService names,
            UnaryOperator<FetchStep> way) {
        this.certificate = certificate;
        cache = new AnswerCache(memory, GatewayFixture::hash, Runnable::run);
        server = new GatewayServer(
                settings,
                bind,
                (upstream, method, path) -> new Endpoint(upstream * 1000 + path.hashCode(), upstream, method, path),
                GatewayFixture::grantOf,
                recorded::recorder,
                new Caching(cache, new Flights(), policies(), clockMillis::get),
                departures,
                names,
                way);
        if (certificate != null) {
            server.show(certificate.keys());
        }
        server.start();
    }

    private PolicySource policies() {
        return new PolicySource() {
            @Override
            public CachePolicy policyOf(long endpointId, long upstreamId) {
                return policy;
            }

            @Override
            public CacheScope scopeOf(long upstreamId) {
                return scope;
            }
        };
    }

    private static byte[] hash(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable TokenGrant grantOf(String token) {
        return switch (token) {
            case TOKEN -> TokenGrant.lasting("bot-1", EnumSet.of(TokenScope.GATEWAY), null);
            case OTHER_TOKEN -> TokenGrant.lasting("bot-2", EnumSet.of(TokenScope.GATEWAY), null);
            case READING_TOKEN -> TokenGrant.lasting("reader", EnumSet.of(TokenScope.READ), null);
            case STAGING_TOKEN -> TokenGrant.lasting("tester", EnumSet.of(TokenScope.GATEWAY), Set.of("staging"));
            default -> null;
        };
    }

    static GatewaySettings settings() {
        return new Settings().build();
    }

    /** Settings for tests, to be varied. */
    static final class Settings {
        Transport transport = Transport.AUTO;
        List<String> hosts = List.of();
        int eventLoops = 1;
        int maxConnections = 1000;
        int pool = 64;
        int waiting = 64;
        Duration head = Duration.ofSeconds(10);
        Duration idle = Duration.ofSeconds(60);
        Duration drain = Duration.ofSeconds(5);
        Path trusted = null;
        TestCertificate certificate = null;

        GatewaySettings build() {
            return new GatewaySettings(
                    0,
                    hosts,
                    transport,
                    eventLoops,
                    DataSize.ofKilobytes(16),
                    DataSize.ofKilobytes(4),
                    maxConnections,
                    pool,
                    waiting,
                    3,
                    head,
                    idle,
                    Duration.ofSeconds(30),
                    drain,
                    trusted);
        }
    }

    static Upstream upstream(String name, int port) {
        return upstream(1, name, "http://127.0.0.1:" + port, Protocol.HTTP_1_1);
    }

    static Upstream upstream(long id, String name, String baseUrl, Protocol protocol) {
        return new Upstream(
                id,
                name,
                URI.create(baseUrl),
                "test",
                true,
                false,
                protocol,
                Duration.ofSeconds(15),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                true,
                true,
                null,
                0);
    }

    static Upstream waiting(Upstream u, Duration connect, Duration response, Duration total) {
        return new Upstream(
                u.id(),
                u.name(),
                u.baseUrl(),
                u.environment(),
                u.enabled(),
                u.demo(),
                u.protocol(),
                connect,
                response,
                total,
                u.mapsLocations(),
                u.scopesCookies(),
                u.preset(),
                u.version());
    }

    static Upstream disabled(Upstream u) {
        return new Upstream(
                u.id(),
                u.name(),
                u.baseUrl(),
                u.environment(),
                false,
                u.demo(),
                u.protocol(),
                u.connectTimeout(),
                u.responseTimeout(),
                u.totalTimeout(),
                u.mapsLocations(),
                u.scopesCookies(),
                u.preset(),
                u.version());
    }

    GatewayFixture with(Upstream upstream) {
        server.put(upstream);
        return this;
    }

    GatewayFixture with(String name, MisbehavingUpstream upstream) {
        return with(upstream(name, upstream.port()));
    }

    GatewayFixture with(String name, MisbehavingUpstream upstream, UnaryOperator<Upstream> change) {
        return with(change.apply(upstream(name, upstream.port())));
    }

    int port() {
        return server.port();
    }

    RawCaller caller() throws java.io.IOException {
        return certificate == null
                ? new RawCaller(port())
                : new RawCaller(port(), TestCertificate.trusting(certificate));
    }

    @Override
    public void close() {
        server.stop();
        cache.close();
    }
}
