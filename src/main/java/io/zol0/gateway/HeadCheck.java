package io.zol0.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of a request's head as strictly as RFC 9112 allows, before anything else looks at them: what two parsers
 * could read in two ways (bare line feeds, folded lines, blanks before a colon, control characters) is refused.
 */
final class HeadCheck implements ByteProcessor {
    private static final byte TOKEN = 1;
    private static final byte TARGET = 2;
    private static final byte VALUE = 4;
    private static final byte[] CLASSES = classes();
    private static final byte[] VERSION = {'H', 'T', 'T', 'P', '/', '1', '.'};

    private static final int MAJOR = 5;

    private enum State {
        BLANK_LINES,
        BLANK_LINE_END,
        METHOD,
        TARGET,
        VERSION,
        LINE_END,
        FIELD_START,
        NAME,
        VALUE,
        END
    }

    private final int maxTargetLength;
    private final int maxLength;
    private State state = State.BLANK_LINES;
    private int length;
    private int inPart;
    private @Nullable Malformed malformed;

    HeadCheck(int maxTargetLength, int maxLength) {
        this.maxTargetLength = maxTargetLength;
        this.maxLength = maxLength;
    }

    /** Begins another head. */
    void reset() {
        state = State.BLANK_LINES;
        length = 0;
        inPart = 0;
        malformed = null;
    }

    /** Whether some of a head has arrived, but not all. */
    boolean begun() {
        return length > 0;
    }

    /** What was wrong, once {@link #complete} found something wrong; null before. */
    @Nullable
    Malformed malformed() {
        return malformed;
    }

    /**
     * Reads on where it stopped, without moving the buffer's reader index; the head is expected to begin there.
     *
     * @return whether the head is all there and in order; if not, either bytes or {@link #malformed} say what is missing
     */
    boolean complete(ByteBuf in) {
        int from = in.readerIndex() + length;
        // Bytes one by one: a processor is spared the check of each access.
        int stopped = in.forEachByte(from, in.writerIndex() - from, this);
        return stopped >= 0 && malformed == null;
    }

    /** Reads one more byte; tells whether to go on: not after the head's last byte, nor when something was wrong. */
    @Override
    public boolean process(byte b) {
        if (++length > maxLength) {
            return refuse(Malformed.headTooLarge(maxLength));
        }
        switch (state) {
            case BLANK_LINES -> {
                if (b == '\r') {
                    state = State.BLANK_LINE_END;
                } else if (is(b, TOKEN)) {
                    state = State.METHOD;
                } else {
                    return refuse(Malformed.because("the request does not begin with a method"));
                }
            }
            case BLANK_LINE_END -> {
                if (b != '\n') {
                    return refuse(Malformed.bareCarriageReturn());
                }
                state = State.BLANK_LINES;
            }
            case METHOD -> {
                if (b == ' ') {
                    part(State.TARGET);
                } else if (!is(b, TOKEN)) {
                    return refuse(Malformed.because("the method holds a character that no method may hold"));
                }
            }
            case TARGET -> {
                if (b == ' ' && inPart > 0) {
                    part(State.VERSION);
                } else if (!is(b, TARGET)) {
                    return refuse(
                            Malformed.because("the request target holds a blank, a control or a non-ASCII character;"
                                    + " percent-encode it"));
                } else if (++inPart > maxTargetLength) {
                    return refuse(Malformed.targetTooLong(maxTargetLength));
                }
            }
            case VERSION -> {
                if (inPart < VERSION.length ? b == VERSION[inPart] : inPart == VERSION.length && digit(b)) {
                    inPart++;
                } else if (b == '\r' && inPart > VERSION.length) {
                    state = State.LINE_END;
                } else if (inPart == MAJOR && digit(b)) {
                    return refuse(Malformed.version());
                } else {
                    return refuse(Malformed.because("its first line does not end in HTTP/1.1"));
                }
            }
            case LINE_END -> {
                if (b != '\n') {
                    return refuse(Malformed.bareCarriageReturn());
                }
                state = State.FIELD_START;
            }
            case FIELD_START -> {
                if (b == '\r') {
                    state = State.END;
                } else if (is(b, TOKEN)) {
                    state = State.NAME;
                } else if (b == ' ' || b == '\t') {
                    return refuse(Malformed.because("a header line is folded; put the whole field on one line"));
                } else {
                    return refuse(Malformed.because("a header line does not begin with a field name"));
                }
            }
            case NAME -> {
                if (b == ':') {
                    state = State.VALUE;
                } else if (!is(b, TOKEN)) {
                    return refuse(Malformed.because(
                            b == ' ' || b == '\t'
                                    ? "there is a blank before the colon of a header field"
                                    : "a header's name holds a character that no name may hold"));
                }
            }
            case VALUE -> {
                if (b == '\r') {
                    state = State.LINE_END;
                } else if (!is(b, VALUE)) {
                    return refuse(Malformed.because("a header's value holds a control character"));
                }
            }
            case END -> {
                if (b != '\n') {
                    return refuse(Malformed.bareCarriageReturn());
                }
                return false;
            }
        }
        return true;
    }

    private void part(State next) {
        state = next;
        inPart = 0;
    }

    private boolean refuse(Malformed why) {
        malformed = why;
        return false;
    }

    private static boolean is(byte b, byte kind) {
        return (CLASSES[b & 0xff] & kind) != 0;
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        for (int c = 0; c < 256; c++) {
            boolean visible = c > ' ' && c < 127;
            boolean letterOrDigit = c < 127 && Character.isLetterOrDigit(c);
            if (letterOrDigit || (visible && "!#$%&'*+-.^_`|~".indexOf(c) >= 0)) {
                classes[c] |= TOKEN;
            }
            if (visible && c != '#') {
                classes[c] |= TARGET;
            }
            if (visible || c == ' ' || c == '\t' || c > 127) {
                classes[c] |= VALUE;
            }
        }
        return classes;
    }
}
