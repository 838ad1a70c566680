package io.zol0.home;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.core.env.Environment;

/** The certificate that console and gateway show, from PEM files or a key store, which are read again when they change. */
public final class Tls {
    /** Name of the bundle that holds it, where there is one. */
    public static final String BUNDLE = "zol0";

    private static final String PROTOCOLS = "TLSv1.2,TLSv1.3";

    private final Map<String, Object> properties;

    private Tls(Map<String, Object> properties) {
        this.properties = properties;
    }

    /** Whether both ports speak TLS. */
    public static boolean isOn(Environment environment) {
        return BUNDLE.equals(environment.getProperty("server.ssl.bundle"));
    }

    /** What the settings name, tried out; nothing where they name nothing. */
    static Optional<Tls> from(Function<String, @Nullable String> property) {
        String certificate = given(property, "zol0.tls.cert");
        String key = given(property, "zol0.tls.key");
        String store = given(property, "zol0.tls.keystore");
        if (store != null && (certificate != null || key != null)) {
            throw new Refusal("ZOL0_TLS_KEYSTORE and ZOL0_TLS_CERT are both set; set the one that is meant.");
        }
        if ((certificate == null) != (key == null)) {
            throw new Refusal("ZOL0_TLS_CERT and ZOL0_TLS_KEY belong together; set both.");
        }
        if (store != null) {
            return Optional.of(ofStore(Path.of(store), given(property, "zol0.tls.keystore.password")));
        }
        return certificate == null || key == null
                ? Optional.empty()
                : Optional.of(ofPem(Path.of(certificate), Path.of(key), given(property, "zol0.tls.key.password")));
    }

    /** The same as Spring reads it. */
    Map<String, Object> properties() {
        return properties;
    }

    private static Tls ofPem(Path certificate, Path key, @Nullable String password) {
        List<X509Certificate> chain = certificates(certificate);
        if (!belongs(privateKey(key, password), chain.getFirst().getPublicKey())) {
            throw new Refusal("The private key in " + key + " does not belong to the first certificate in "
                    + certificate + "; set ZOL0_TLS_KEY and ZOL0_TLS_CERT to a pair.");
        }
        String prefix = "spring.ssl.bundle.pem." + BUNDLE;
        Map<String, Object> properties = common(prefix);
        properties.put(prefix + ".keystore.certificate", location(certificate));
        properties.put(prefix + ".keystore.private-key", location(key));
        // A pair is renewed file by file: half of it is never shown.
        properties.put(prefix + ".keystore.verify-keys", true);
        if (password != null) {
            properties.put(prefix + ".keystore.private-key-password", password);
        }
        return new Tls(properties);
    }

    private static Tls ofStore(Path store, @Nullable String password) {
        if (password == null) {
            throw new Refusal("ZOL0_TLS_KEYSTORE needs its password in ZOL0_TLS_KEYSTORE_PASSWORD.");
        }
        try (InputStream content = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(content, password.toCharArray());
            if (Collections.list(keys.aliases()).stream().noneMatch(alias -> isKey(keys, alias))) {
                throw new Refusal("ZOL0_TLS_KEYSTORE names " + store
                        + ", which holds no private key; put key and certificate into it.");
            }
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new Refusal("ZOL0_TLS_KEYSTORE names " + store + ", which is not there.", e);
        } catch (IOException | GeneralSecurityException e) {
            throw new Refusal(
                    "ZOL0_TLS_KEYSTORE names " + store + ", which is no PKCS#12 key store that opens with"
                            + " ZOL0_TLS_KEYSTORE_PASSWORD.",
                    e);
        }
        String prefix = "spring.ssl.bundle.jks." + BUNDLE;
        Map<String, Object> properties = common(prefix);
        properties.put(prefix + ".keystore.location", location(store));
        properties.put(prefix + ".keystore.password", password);
        properties.put(prefix + ".keystore.type", "PKCS12");
        return new Tls(properties);
    }

    private static Map<String, Object> common(String prefix) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.ssl.bundle", BUNDLE);
        properties.put(prefix + ".reload-on-update", true);
        properties.put(prefix + ".options.enabled-protocols", PROTOCOLS);
        return properties;
    }

    private static List<X509Certificate> certificates(Path file) {
        try {
            List<X509Certificate> chain = PemContent.load(file).getCertificates();
            if (!chain.isEmpty()) {
                return chain;
            }
        } catch (IOException e) {
            throw new Refusal("ZOL0_TLS_CERT names " + file + ", which cannot be read.", e);
        } catch (IllegalStateException e) {
            // Said below, like a file without any.
        }
        throw new Refusal("ZOL0_TLS_CERT names " + file + ", which holds no certificates in PEM.");
    }

    private static PrivateKey privateKey(Path file, @Nullable String password) {
        try {
            PrivateKey key = PemContent.load(file).getPrivateKey(password);
            if (key != null) {
                return key;
            }
        } catch (IOException e) {
            throw new Refusal("ZOL0_TLS_KEY names " + file + ", which cannot be read.", e);
        } catch (IllegalStateException e) {
            // Said below, like a file without one.
        }
        throw new Refusal("ZOL0_TLS_KEY names " + file + ", which holds no private key in PEM that "
                + (password == null
                        ? "opens without a password (else set ZOL0_TLS_KEY_PASSWORD)."
                        : "opens with ZOL0_TLS_KEY_PASSWORD."));
    }

    private static boolean isKey(KeyStore keys, String alias) {
        try {
            return keys.isKeyEntry(alias);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key store was loaded", e);
        }
    }

    /** Whether what the one signs the other verifies. */
    private static boolean belongs(PrivateKey key, PublicKey known) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update((byte) 1);
            byte[] signed = signature.sign();
            signature.initVerify(known);
            signature.update((byte) 1);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String location(Path file) {
        return file.toAbsolutePath().normalize().toUri().toString();
    }

    static @Nullable String given(Function<String, @Nullable String> property, String name) {
        String value = property.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
