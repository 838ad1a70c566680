package io.zol0.home;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals texts with AES-256-GCM under a key derived for each purpose by HKDF: without the key none can be read, made or changed,
 * and one sealed for a purpose opens for no other. A sealed text is {@code s1.KEY-ID.PURPOSE.NONCE+CIPHERTEXT+TAG}.
 *
 * @see <a href="https://csrc.nist.gov/pubs/sp/800/38/d/final">NIST SP 800-38D</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869</a>
 */
final class SealingKey {
    private static final String VERSION = "s1";
    private static final Pattern PURPOSE = Pattern.compile("[a-z0-9_:/-]{1,100}");
    private static final Pattern SEALED =
            Pattern.compile(VERSION + "\\.([0-9a-f]{8})\\.(" + PURPOSE.pattern() + ")\\.([A-Za-z0-9_-]+)");
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;
    private final String id;

    SealingKey(byte[] key) {
        this.key = key;
        this.id = HexFormat.of().formatHex(Hash.of(key, "seal", "id"), 0, 4);
    }

    String seal(String purpose, byte[] content) {
        if (!PURPOSE.matcher(purpose).matches()) {
            throw new IllegalArgumentException("A purpose takes 1 to 100 of a-z, 0-9, _ : / - and is " + purpose);
        }
        String head = VERSION + "." + id + "." + purpose;
        byte[] sealed = new byte[NONCE_BYTES + content.length + TAG_BITS / 8];
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
        try {
            cipher(Cipher.ENCRYPT_MODE, purpose, nonce, head).doFinal(content, 0, content.length, sealed, NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM and HKDF", e);
        }
        return head + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /**
     * What was sealed.
     *
     * @throws BrokenSeal where it was sealed with another key or for another purpose, or was changed
     */
    byte[] open(String purpose, String sealed) {
        Matcher parts = SEALED.matcher(sealed);
        if (!parts.matches()) {
            throw BrokenSeal.noSealedText(purpose);
        }
        if (!parts.group(1).equals(id)) {
            throw BrokenSeal.ofAnotherKey(purpose, parts.group(1), id);
        }
        if (!parts.group(2).equals(purpose)) {
            throw BrokenSeal.forAnotherPurpose(purpose, parts.group(2));
        }
        try {
            byte[] content = Base64.getUrlDecoder().decode(parts.group(3));
            byte[] nonce = Arrays.copyOf(content, NONCE_BYTES);
            String head = sealed.substring(0, sealed.lastIndexOf('.'));
            return cipher(Cipher.DECRYPT_MODE, purpose, nonce, head)
                    .doFinal(content, NONCE_BYTES, Math.max(0, content.length - NONCE_BYTES));
        } catch (AEADBadTagException | IllegalArgumentException e) {
            throw BrokenSeal.changed(purpose);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM and HKDF", e);
        }
    }

    /** The purpose that a text says it was sealed for; true only once it was opened. */
    static String purposeOf(String sealed) {
        Matcher parts = SEALED.matcher(sealed);
        if (!parts.matches()) {
            throw BrokenSeal.noSealedText("any purpose");
        }
        return parts.group(2);
    }

    @Override
    public String toString() {
        return "SealingKey " + id;
    }

    private Cipher cipher(int mode, String purpose, byte[] nonce, String head) throws GeneralSecurityException {
        SecretKey derived = KDF.getInstance("HKDF-SHA256")
                .deriveKey(
                        "AES",
                        HKDFParameterSpec.expandOnly(
                                new SecretKeySpec(key, "HKDF"),
                                ("zol0 seal " + purpose).getBytes(StandardCharsets.US_ASCII),
                                Hash.KEY_BYTES));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, derived, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(head.getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
