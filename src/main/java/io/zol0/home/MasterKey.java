package io.zol0.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The key that an operator keeps, in {@code secret.key} or {@code ZOL0_KEY}: whoever has it can read the installation's {@link Secret}. */
final class MasterKey {
    static final String FILE = "secret.key";

    /** Where a new key waits until the database belongs to it; see {@link KeyRotation}. */
    static final String NEXT = "secret.key.next";

    private final byte[] key;

    private MasterKey(byte[] key) {
        this.key = key;
    }

    /** A new random key. */
    static MasterKey made() {
        return new MasterKey(Hash.randomKey());
    }

    /** The key given by {@code ZOL0_KEY}, else the one in the home's file; nothing where there is neither. */
    static Optional<MasterKey> in(Path home, @Nullable String given) {
        return given != null && !given.isBlank() ? Optional.of(parse(given, "ZOL0_KEY")) : read(home.resolve(FILE));
    }

    /** The key in a file; nothing where there is no file. */
    static Optional<MasterKey> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(Files.readString(file), file.toString()));
        } catch (IOException e) {
            throw new Refusal("The secret key in " + file + " cannot be read; make it readable or set ZOL0_KEY.", e);
        }
    }

    static MasterKey parse(String text, String source) {
        try {
            byte[] key = HexFormat.of().parseHex(text.strip());
            if (key.length == Hash.KEY_BYTES) {
                return new MasterKey(key);
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the text: it may be most of a key.
        }
        throw new Refusal(source + " holds no secret key: it must be 64 hexadecimal digits.");
    }

    /** First 16 hex digits of a hash of nothing: tells keys apart without giving them away. */
    String fingerprint() {
        return HexFormat.of().formatHex(Hash.of(key, "", ""), 0, 8);
    }

    /** What the installation's other keys are sealed with. */
    SealingKey sealing() {
        return new SealingKey(key);
    }

    /** The keys of a database that was signed before it had any: tokens were hashed with this very key then. */
    Secret asSecret() {
        return new Secret(key, Hash.randomKey());
    }

    void writeTo(Path home) throws IOException {
        write(home.resolve(FILE));
    }

    void write(Path file) throws IOException {
        PrivateFiles.write(file, (HexFormat.of().formatHex(key) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return "MasterKey " + fingerprint();
    }
}
