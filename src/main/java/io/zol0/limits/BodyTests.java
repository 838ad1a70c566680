package io.zol0.limits;

import io.zol0.limits.AnswerRule.JsonTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Looks into the first bytes of a body for what rules test; reads no further than it must, and stops where the bytes do. */
final class BodyTests {
    private static final int DEEPEST = 32;
    private static final int MOST_UNPACKED = 4 * Readings.LONGEST_PREFIX;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(MOST_UNPACKED)
                    .build())
            .build();

    private final byte[] body;
    private final int length;
    private @Nullable String text;

    /**
     * @param coding the body's Content-Encoding; null for none
     * @param length bytes of the body that are there
     */
    BodyTests(byte[] body, int length, @Nullable CharSequence coding) {
        if (coding == null || coding.isEmpty() || "identity".contentEquals(coding)) {
            this.body = body;
            this.length = length;
        } else if ("gzip".contentEquals(coding) || "x-gzip".contentEquals(coding)) {
            this.body = unpacked(body, length);
            this.length = this.body.length;
        } else {
            this.body = new byte[0];
            this.length = 0;
        }
    }

    private static byte[] unpacked(byte[] packed, int length) {
        byte[] out = new byte[MOST_UNPACKED];
        int count = 0;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed, 0, length))) {
            while (count < out.length) {
                int read = in.read(out, count, out.length - count);
                if (read < 0) {
                    break;
                }
                count += read;
            }
        } catch (IOException e) {
            // It is cut off, which a prefix is: what came out so far is looked at.
        }
        return Arrays.copyOf(out, count);
    }

    /** Whether the body holds the text anywhere, in any case. */
    boolean holds(String wanted) {
        if (text == null) {
            text = new String(body, 0, length, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        }
        return text.contains(wanted.toLowerCase(Locale.ROOT));
    }

    /** For each test the text that fits it, null where none does. */
    @Nullable
    String[] found(List<JsonTest> tests) {
        @Nullable String[] found = new String[tests.size()];
        Set<String> roots = new HashSet<>();
        tests.forEach(test -> roots.add(test.path().getFirst()));
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body, 0, length)) {
            walk(parser, tests, found, roots);
        } catch (JacksonException e) {
            // No JSON, or cut off: what was found before stands.
        }
        return found;
    }

    private static void walk(JsonParser parser, List<JsonTest> tests, @Nullable String[] found, Set<String> roots) {
        String[] path = new String[DEEPEST + 2];
        int depth = 0;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case START_OBJECT, START_ARRAY -> path[++depth] = "*";
                case END_OBJECT, END_ARRAY -> depth--;
                case PROPERTY_NAME -> path[depth] = parser.currentName();
                case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                    compare(path, depth, parser.getString(), tests, found);
                default -> {}
            }
            if (depth == 1 && token != JsonToken.PROPERTY_NAME && !path[1].equals("*")) {
                // A field of the top is done with.
                roots.remove(path[1]);
                if (roots.isEmpty()) {
                    return;
                }
            }
        }
    }

    private static void compare(
            String[] path, int depth, String value, List<JsonTest> tests, @Nullable String[] found) {
        for (int i = 0; i < found.length; i++) {
            JsonTest test = tests.get(i);
            if (found[i] == null && leads(test.path(), path, depth) && test.fits(value)) {
                found[i] = value;
            }
        }
    }

    private static boolean leads(List<String> wanted, String[] path, int depth) {
        if (wanted.size() != depth) {
            return false;
        }
        for (int i = 0; i < depth; i++) {
            if (!wanted.get(i).equals(path[i + 1])) {
                return false;
            }
        }
        return true;
    }
}
