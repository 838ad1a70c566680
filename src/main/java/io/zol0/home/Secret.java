package io.zol0.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The installation's secret key. */
public final class Secret {
    static final String FILE = "secret.key";
    private static final int BYTES = 32;

    private final byte[] key;

    private Secret(byte[] key) {
        this.key = key;
    }

    /** A new random key. */
    public static Secret made() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return new Secret(key);
    }

    /** The key given by {@code ZOL0_KEY}, else the one in the home's file; nothing where there is neither. */
    static Optional<Secret> in(Path home, @Nullable String given) {
        if (given != null && !given.isBlank()) {
            return Optional.of(parse(given, "ZOL0_KEY"));
        }
        Path file = home.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(Files.readString(file), file.toString()));
        } catch (IOException e) {
            throw new Refusal("The secret key in " + file + " cannot be read; make it readable or set ZOL0_KEY.", e);
        }
    }

    /** HMAC-SHA256 of a text under this key and a purpose, 32 bytes; another purpose gives another hash. */
    public byte[] hash(String purpose, String text) {
        return hmac(hmac(key, purpose), text);
    }

    /** First 16 hex digits of the hash of nothing: tells keys apart without giving them away. */
    public String fingerprint() {
        return HexFormat.of().formatHex(hash("", ""), 0, 8);
    }

    void writeTo(Path home) throws IOException {
        String text = HexFormat.of().formatHex(key) + "\n";
        PrivateFiles.write(home.resolve(FILE), text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return "Secret " + fingerprint();
    }

    private static Secret parse(String text, String source) {
        try {
            byte[] key = HexFormat.of().parseHex(text.strip());
            if (key.length == BYTES) {
                return new Secret(key);
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the text: it may be most of a key.
        }
        throw new Refusal(source + " holds no secret key: it must be 64 hexadecimal digits.");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
