package io.zol0.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2ClientConfig;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConfig;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import io.zol0.home.ForbiddenAddresses;
import io.zol0.home.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes the clients that open connections to upstreams; the pools are ours ({@link UpstreamPool}). */
final class UpstreamClients {
    /** How often a client looks through a pool that is empty, for the pools are ours. */
    private static final int CLEANER_MILLIS = 3_600_000;

    private final GatewaySettings settings;
    private final @Nullable TrustOptions trust;
    private final NameService names;

    UpstreamClients(GatewaySettings settings, NameService names) {
        this.names = names;
        this.settings = settings;
        Path more = settings.trustedCertificates();
        this.trust = more == null ? null : TrustOptions.wrap(trusting(more));
    }

    HttpClientAgent make(Vertx vertx, Route route, boolean webSocket) {
        HttpClientConfig config = new HttpClientConfig()
                .setConnectTimeout(route.upstream().connectTimeout())
                .setSsl(route.tls())
                .setVerifyHost(true)
                .setDecompressionEnabled(false);
        switch (webSocket
                ? io.zol0.catalog.Upstream.Protocol.HTTP_1_1
                : route.upstream().protocol()) {
            case HTTP_1_1 -> config.setVersions(HttpVersion.HTTP_1_1);
            case HTTP_2 -> config.setVersions(HttpVersion.HTTP_2);
            case AUTO -> {
                if (route.tls()) {
                    config.setVersions(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1);
                } else {
                    config.setVersions(HttpVersion.HTTP_1_1);
                }
            }
        }
        config.setHttp2Config(new Http2ClientConfig()
                .setClearTextUpgrade(false)
                .setInitialSettings(new Http2Settings()
                        .setMaxHeaderListSize(settings.maxHeaderSize().toBytes())));
        // Never 0: a client without a cleaner cancels timer 0, whosever that is, when it is closed (Vert.x 5.2.0).
        PoolOptions unused = new PoolOptions().setCleanerPeriod(CLEANER_MILLIS);
        if (!route.tls()) {
            return vertx.createHttpClient(config, unused);
        }
        ClientSSLOptions tls = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
        if (trust != null) {
            tls.setTrustOptions(trust);
        }
        return vertx.createHttpClient(config, tls, unused);
    }

    /** Connects to the very address that the upstream's name was found to have, once that is one that may be called. */
    Future<HttpClientConnection> connect(Vertx vertx, HttpClientAgent client, Route route) {
        return names.addressOf(vertx, route.connectHost())
                .compose(address -> ForbiddenAddresses.contains(address)
                        ? Future.failedFuture(new ForbiddenAddress())
                        : client.connect(new HttpConnectOptions()
                                .setServer(
                                        SocketAddress.inetSocketAddress(new InetSocketAddress(address, route.port())))
                                .setHost(route.connectHost())
                                .setPort(route.port())
                                .setSsl(route.tls())));
    }

    /** Trusts what the JVM trusts, and the certificates of the file. */
    private static X509TrustManager trusting(Path more) {
        try (InputStream pem = Files.newInputStream(more)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (X509Certificate known : manager(null).getAcceptedIssuers()) {
                store.setCertificateEntry("jvm-" + count++, known);
            }
            for (Certificate own : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("own-" + count++, own);
            }
            return manager(store);
        } catch (IOException | GeneralSecurityException e) {
            throw new Refusal(
                    "zol0.gateway.trusted-certificates names " + more + ", which cannot be read as PEM certificates.",
                    e);
        }
    }

    private static X509TrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }
}
