package io.zol0.home;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The installation's keys: one hashes what is only compared, such as tokens, one seals what is read again, such as passwords for others. */
public final class Secret {
    private static final String PURPOSE = "data-keys";

    private final byte[] hashKey;
    private final byte[] sealKey;
    private final SealingKey sealing;

    Secret(byte[] hashKey, byte[] sealKey) {
        this.hashKey = hashKey;
        this.sealKey = sealKey;
        this.sealing = new SealingKey(sealKey);
    }

    /** New random keys. */
    public static Secret made() {
        return new Secret(Hash.randomKey(), Hash.randomKey());
    }

    /** HMAC-SHA256 of a text for a purpose, 32 bytes; another purpose gives another hash. */
    public byte[] hash(String purpose, String text) {
        return Hash.of(hashKey, purpose, text);
    }

    /**
     * Seals a text, to be kept in a text column whose name begins with {@code sealed_}: those are sealed again when the
     * installation's key is rotated, and a sealed text anywhere else would be lost then.
     *
     * @param purpose what it is for, 1 to 100 of {@code a-z 0-9 _ : / -}; with the row's own id (as in {@code totp/42}) a sealed
     *     text is worth nothing in another row
     */
    public String seal(String purpose, String text) {
        return sealing.seal(purpose, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The text that was sealed for this purpose.
     *
     * @throws BrokenSeal where it was sealed with another key or for another purpose, or was changed
     */
    public String open(String purpose, String sealed) {
        return new String(sealing.open(purpose, sealed), StandardCharsets.UTF_8);
    }

    /** The same with another key to seal; what was hashed stays valid. */
    Secret withNewSealing() {
        return new Secret(hashKey, Hash.randomKey());
    }

    /** Seals again what {@code before} sealed, for the purpose it was sealed for. */
    String sealAgain(Secret before, String sealed) {
        String purpose = SealingKey.purposeOf(sealed);
        return seal(purpose, before.open(purpose, sealed));
    }

    String sealedWith(MasterKey master) {
        byte[] both = ByteBuffer.allocate(2 * Hash.KEY_BYTES)
                .put(hashKey)
                .put(sealKey)
                .array();
        return master.sealing().seal(PURPOSE, both);
    }

    static Secret opened(MasterKey master, String sealed) {
        byte[] both = master.sealing().open(PURPOSE, sealed);
        return new Secret(
                Arrays.copyOf(both, Hash.KEY_BYTES), Arrays.copyOfRange(both, Hash.KEY_BYTES, 2 * Hash.KEY_BYTES));
    }

    @Override
    public String toString() {
        return "Secret " + sealing;
    }
}
