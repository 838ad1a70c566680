package io.zol0.home;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** A certificate for localhost that vouches for itself, made for a test, as a key store and as PEM files. */
public record TestCertificate(Path keystore, Path certificate, Path key) {
    public static final String PASSWORD = "changed it";
    private static final String ALIAS = "own";

    /** Makes files with these names in a folder, in the place of those there. */
    public static TestCertificate in(Path folder, String name) {
        TestCertificate made = new TestCertificate(
                folder.resolve(name + ".p12"), folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(made.keystore);
            keytool(made.keystore);
            KeyStore store = made.store();
            PrivateKey secret = (PrivateKey) store.getKey(ALIAS, PASSWORD.toCharArray());
            Files.writeString(made.key, pem("PRIVATE KEY", secret.getEncoded()));
            Files.writeString(
                    made.certificate,
                    pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public KeyManagerFactory keys() {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store(), PASSWORD.toCharArray());
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public X509Certificate own() {
        try {
            return (X509Certificate) store().getCertificate(ALIAS);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client that trusts these certificates and no other. */
    public static SSLContext trusting(TestCertificate... trusted) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (TestCertificate each : trusted) {
                Certificate own = each.own();
                store.setCertificateEntry(each.toString(), own);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), new SecureRandom());
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client that looks at whatever it is shown. */
    public static SSLContext believingAnybody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = new FileInputStream(keystore.toFile())) {
            store.load(content, PASSWORD.toCharArray());
        }
        return store;
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + what
                + "-----\n";
    }

    private static void keytool(Path store) throws IOException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = Stream.concat(
                        Stream.of(tool, "-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-dname", "CN=localhost"),
                        Arrays.stream(("-ext san=dns:localhost,ip:127.0.0.1 -validity 2 -storetype PKCS12 -keystore "
                                        + store + " -storepass")
                                .split(" ")))
                .toList();
        Process process = new ProcessBuilder(
                        Stream.concat(command.stream(), Stream.of(PASSWORD)).toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
