package io.zol0.notify;

import io.zol0.home.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whose certificates channels believe: those the JVM believes, and those of a file. */
@Component
class Trust {
    private final @Nullable SSLSocketFactory sockets;

    Trust(NotifySettings settings) {
        Path more = settings.trustedCertificates();
        sockets = more == null ? null : trusting(more);
    }

    SSLSocketFactory sockets() {
        // The JVM's own are loaded when they are first needed.
        return sockets == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : sockets;
    }

    /** Lays TLS over a connection, with a certificate that is believed and is of this host. */
    SSLSocket secured(Socket plain, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) sockets().createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static SSLSocketFactory trusting(Path more) {
        try (InputStream pem = Files.newInputStream(more)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (TrustManager manager : managers(null)) {
                if (manager instanceof X509TrustManager x509) {
                    for (X509Certificate known : x509.getAcceptedIssuers()) {
                        store.setCertificateEntry("jvm-" + count++, known);
                    }
                }
            }
            for (Certificate own : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("own-" + count++, own);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(store), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new Refusal(
                    "zol0.notify.trusted-certificates names " + more + ", which cannot be read as PEM certificates.",
                    e);
        }
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
