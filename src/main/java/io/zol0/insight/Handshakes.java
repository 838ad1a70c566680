package io.zol0.insight;

import io.zol0.catalog.Upstream;
import io.zol0.home.ForbiddenAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/** Shakes hands with upstreams that speak TLS: how long that takes beyond connecting, and until when their certificates hold. */
@Component
class Handshakes {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final String OWN_BUNDLE = "zol0";

    private final ObjectProvider<SslBundles> bundles;

    Handshakes(ObjectProvider<SslBundles> bundles) {
        this.bundles = bundles;
    }

    /**
     * What came of one.
     *
     * @param connect how long it took to connect
     * @param handshake how long the handshake took after that; null where there was none
     * @param expires until when the certificate holds; null where none was shown
     * @param problem why there was none, or why this machine does not trust the certificate; null where all is well
     */
    public record Shaken(
            String name,
            String address,
            @Nullable Duration connect,
            @Nullable Duration handshake,
            @Nullable Instant expires,
            @Nullable String problem) {}

    /** Shakes hands with an upstream; nothing where it does not speak TLS. */
    Optional<Shaken> with(Upstream upstream) {
        URI uri = upstream.baseUrl();
        if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
            return Optional.empty();
        }
        int port = uri.getPort() < 0 ? 443 : uri.getPort();
        String host = uri.getHost();
        String address = host + ":" + port;
        try {
            InetAddress resolved = InetAddress.getByName(host);
            if (ForbiddenAddresses.contains(resolved)) {
                return Optional.of(
                        new Shaken(upstream.name(), address, null, null, null, "ZoL0 never calls this address."));
            }
            return Optional.of(shake(upstream.name(), host, port, resolved));
        } catch (IOException e) {
            return Optional.of(new Shaken(
                    upstream.name(),
                    address,
                    null,
                    null,
                    null,
                    e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        }
    }

    private static Shaken shake(String name, String host, int port, InetAddress resolved) throws IOException {
        long begin = System.nanoTime();
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(resolved, port), PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            long connected = System.nanoTime();
            Onlooker onlooker = new Onlooker();
            try (SSLSocket tls = (SSLSocket) onlooker.sockets().createSocket(plain, host, port, true)) {
                SSLParameters parameters = tls.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                if (!Character.isDigit(host.charAt(host.length() - 1)) && !host.contains(":")) {
                    parameters.setServerNames(List.of(new SNIHostName(host)));
                }
                tls.setSSLParameters(parameters);
                tls.startHandshake();
                long shaken = System.nanoTime();
                Instant expires = tls.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate
                        ? certificate.getNotAfter().toInstant()
                        : null;
                return new Shaken(
                        name,
                        host + ":" + port,
                        Duration.ofNanos(connected - begin),
                        Duration.ofNanos(shaken - connected),
                        expires,
                        onlooker.doubt == null
                                ? null
                                : "This machine does not trust it (%s); calls work where zol0.gateway.trusted-certificates names it."
                                        .formatted(onlooker.doubt));
            }
        }
    }

    /** Believes every certificate, for nothing is sent to whoever shows it, and remembers why this machine would not. */
    private static final class Onlooker extends X509ExtendedTrustManager {
        private final X509ExtendedTrustManager usual = usual();
        private @Nullable String doubt;

        SSLSocketFactory sockets() throws IOException {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {this}, null);
                return context.getSocketFactory();
            } catch (GeneralSecurityException e) {
                throw new IOException("TLS cannot be spoken here", e);
            }
        }

        private static X509ExtendedTrustManager usual() {
            try {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init((KeyStore) null);
                return Arrays.stream(factory.getTrustManagers())
                        .filter(X509ExtendedTrustManager.class::isInstance)
                        .map(X509ExtendedTrustManager.class::cast)
                        .findFirst()
                        .orElseThrow();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Java's own trust cannot be read", e);
            }
        }

        /** What was found at last: each exception around it repeats it with the name of its class. */
        private static String reason(Throwable e) {
            Throwable cause = e.getCause();
            return cause == null ? String.valueOf(e.getMessage()) : reason(cause);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {
            try {
                usual.checkServerTrusted(chain, kind, socket);
            } catch (CertificateException e) {
                doubt = reason(e);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {
            throw new UnsupportedOperationException("only sockets are used");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {
            throw new UnsupportedOperationException("only sockets are used");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {
            throw new UnsupportedOperationException("nobody shows us one");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {
            throw new UnsupportedOperationException("nobody shows us one");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {
            throw new UnsupportedOperationException("nobody shows us one");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return usual.getAcceptedIssuers();
        }
    }

    /** The certificates that our own ports show; none where they do not speak TLS. */
    List<Shaken> own() {
        SslBundles known = bundles.getIfAvailable();
        List<Shaken> own = new ArrayList<>();
        if (known == null) {
            return own;
        }
        try {
            KeyStore store = known.getBundle(OWN_BUNDLE).getStores().getKeyStore();
            if (store != null) {
                for (String alias : Collections.list(store.aliases())) {
                    if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                        own.add(new Shaken(
                                "Console and gateway",
                                certificate.getSubjectX500Principal().getName(),
                                null,
                                null,
                                certificate.getNotAfter().toInstant(),
                                null));
                    }
                }
            }
        } catch (NoSuchSslBundleException | KeyStoreException none) {
            return own;
        }
        return own;
    }
}
