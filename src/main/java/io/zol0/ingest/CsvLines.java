package io.zol0.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a CSV file (RFC 4180, in UTF-8, fields apart by commas, semicolons or tabs), one at a time. A row is a line: a
 * quoted field does not go over its end, so that a quote too many breaks one row and not all that follow.
 */
final class CsvLines {
    static final int LONGEST = 64 * 1024;
    static final int MOST_FIELDS = 100;

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private byte[] line = new byte[1024];
    private int filled;
    private int position;
    private long number;
    private char separator = ',';

    CsvLines(InputStream in) {
        this.in = in;
    }

    /** A line. */
    sealed interface Line {
        /** Its fields. */
        record Row(List<String> fields) implements Line {}

        /** It cannot be read, for a reason in words. */
        record Broken(String why) implements Line {}
    }

    /** The first line decides what is between fields. */
    @Nullable
    Line header() throws IOException {
        int length = read();
        if (length < 0) {
            return null;
        }
        boolean marked = length >= 3 && line[0] == (byte) 0xef && line[1] == (byte) 0xbb && line[2] == (byte) 0xbf;
        int from = marked ? 3 : 0;
        int best = 0;
        for (char candidate : new char[] {',', ';', '\t'}) {
            int found = 0;
            for (int i = from; i < Math.min(length, LONGEST); i++) {
                found += line[i] == candidate ? 1 : 0;
            }
            if (found > best) {
                best = found;
                separator = candidate;
            }
        }
        return parse(from, length);
    }

    /** The next line that is not empty; null at the end. */
    @Nullable
    Line next() throws IOException {
        int length = read();
        while (length == 0) {
            length = read();
        }
        return length < 0 ? null : parse(0, length);
    }

    /** Number of the line that was read last; the first is 1. */
    long number() {
        return number;
    }

    char separator() {
        return separator;
    }

    /** Reads a line without its end; what is beyond the longest is passed over, its length told. -1 at the end. */
    private int read() throws IOException {
        int length = 0;
        boolean any = false;
        while (true) {
            if (position == filled) {
                filled = in.read(buffer, 0, buffer.length);
                position = 0;
                if (filled <= 0) {
                    filled = 0;
                    if (!any) {
                        return -1;
                    }
                    break;
                }
            }
            any = true;
            byte next = buffer[position++];
            if (next == '\n') {
                break;
            }
            if (length < LONGEST + 1) {
                if (length == line.length) {
                    line = Arrays.copyOf(line, Math.min(LONGEST + 1, line.length * 2));
                }
                line[length++] = next;
            }
        }
        number++;
        return length > 0 && length <= LONGEST && line[length - 1] == '\r' ? length - 1 : length;
    }

    private Line parse(int from, int length) {
        if (length > LONGEST) {
            return new Line.Broken("The line has more than " + LONGEST + " bytes.");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, from, length - from))
                    .toString();
        } catch (CharacterCodingException broken) {
            return new Line.Broken("The line is not in UTF-8.");
        }
        List<String> fields = new ArrayList<>();
        int at = 0;
        while (at <= text.length()) {
            if (fields.size() == MOST_FIELDS) {
                return new Line.Broken("The line has more than " + MOST_FIELDS + " fields.");
            }
            if (at < text.length() && text.charAt(at) == '"') {
                StringBuilder field = new StringBuilder();
                int end = quoted(text, at + 1, field);
                if (end < 0) {
                    return new Line.Broken("A quoted field is not closed on its line.");
                }
                if (end < text.length() && text.charAt(end) != separator) {
                    return new Line.Broken("After a quoted field there must be a \"" + separator + "\".");
                }
                fields.add(field.toString());
                at = end + 1;
            } else {
                int end = text.indexOf(separator, at);
                fields.add(text.substring(at, end < 0 ? text.length() : end));
                at = end < 0 ? text.length() + 1 : end + 1;
            }
        }
        return new Line.Row(fields);
    }

    /** Reads a quoted field up to behind its closing quote; -1 where there is none. */
    private static int quoted(String text, int from, StringBuilder field) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '"') {
                field.append(c);
            } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else {
                return i + 1;
            }
        }
        return -1;
    }
}
