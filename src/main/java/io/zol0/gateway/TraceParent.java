package io.zol0.gateway;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The W3C {@code traceparent} of a call: the caller's where it is well-formed, else a new one. */
final class TraceParent {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH = 55;

    private TraceParent() {}

    static CharSequence of(@Nullable String given) {
        return given != null && wellFormed(given) ? given : made();
    }

    /** Version, 16 bytes of trace, 8 bytes of parent, flags; the first two of them not all zero. A later version may be longer. */
    private static boolean wellFormed(String text) {
        if (text.length() < LENGTH || text.startsWith("ff") || (text.startsWith("00") && text.length() != LENGTH)) {
            return false;
        }
        boolean trace = false;
        boolean parent = false;
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            if (i == 2 || i == 35 || i == 52) {
                if (c != '-') {
                    return false;
                }
            } else if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            } else {
                trace |= i > 2 && i < 35 && c != '0';
                parent |= i > 35 && i < 52 && c != '0';
            }
        }
        return trace && parent && (text.length() == LENGTH || text.charAt(LENGTH) == '-');
    }

    /** Not sampled: ZoL0 keeps no trace of its own. */
    private static AsciiString made() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        byte[] text = new byte[LENGTH];
        text[0] = text[1] = '0';
        text[2] = text[35] = text[52] = '-';
        hex(random.nextLong(), text, 3);
        hex(random.nextLong() | 1, text, 19);
        hex(random.nextLong() | 1, text, 36);
        text[53] = text[54] = '0';
        return new AsciiString(text, false);
    }

    private static void hex(long value, byte[] text, int at) {
        for (int i = 0; i < 16; i++) {
            text[at + i] = DIGITS[(int) (value >>> (60 - 4 * i)) & 15];
        }
    }
}
