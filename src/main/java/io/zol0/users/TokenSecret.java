package io.zol0.users;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * The text of a token: {@code zol0_}, 32 characters of chance (192 bits) and 6 that check them, by which a scanner of
 * sources knows a real one from something that looks like it.
 */
final class TokenSecret {
    static final String MARK = "zol0_";
    static final int LONGEST = 100;

    private static final int RANDOM_BYTES = 24;
    private static final int PREFIX_LENGTH = MARK.length() + 6;
    private static final int CHECK_LENGTH = 6;
    private static final String BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    private TokenSecret() {}

    static String made() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        String text = MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return text + check(text);
    }

    /** How a token begins: enough to know it again, too little to guess it. */
    static String prefix(String token) {
        return token.substring(0, PREFIX_LENGTH);
    }

    /** CRC-32 of the text before it, in base 62, as wide as any. */
    static String check(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        char[] digits = new char[CHECK_LENGTH];
        for (int i = CHECK_LENGTH - 1; i >= 0; i--) {
            digits[i] = BASE_62.charAt((int) (rest % 62));
            rest /= 62;
        }
        return new String(digits);
    }
}
