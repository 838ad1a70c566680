package io.zol0.cache;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Which requests an answer fits by its {@code Vary} (RFC 9111 section 4.1): pairs of a field and its value in a normal form.
 * {@code Accept-Encoding} is not among them: what counts is whether the request takes the coding that the answer has.
 */
record Vary(List<String> names, List<String> values) {
    static final Vary NONE = new Vary(List.of(), List.of());

    /** Values longer than that are kept as a hash. */
    private static final int LONGEST_VALUE = 100;

    /** Whether the answer fits no other request. */
    static boolean isAny(Fields answer) {
        for (String line : answer.all("vary")) {
            for (String name : line.split(",", -1)) {
                if (name.strip().equals("*")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What an answer to a request is bound to. */
    static Vary of(Fields answer, Fields request, KeyedHash hash, CacheScope scope) {
        List<String> lines = answer.all("vary");
        if (lines.isEmpty()) {
            return NONE;
        }
        TreeSet<String> names = new TreeSet<>();
        for (String line : lines) {
            for (String name : line.split(",", -1)) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        names.remove("");
        names.remove("accept-encoding");
        List<String> values = new ArrayList<>(names.size());
        for (String name : names) {
            values.add(value(request, name, hash, isCredential(name, scope)));
        }
        return new Vary(List.copyOf(names), List.copyOf(values));
    }

    boolean fits(Fields request, KeyedHash hash, CacheScope scope) {
        for (int i = 0; i < names.size(); i++) {
            if (!values.get(i).equals(value(request, names.get(i), hash, isCredential(names.get(i), scope)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCredential(String name, CacheScope scope) {
        return FieldKind.of(name) == FieldKind.CREDENTIAL || Keys.has(scope.credentialHeaders(), name);
    }

    int retainedBytes() {
        int bytes = 64;
        for (String value : values) {
            bytes += 80 + value.length();
        }
        return bytes;
    }

    private static String value(Fields request, String name, KeyedHash hash, boolean credential) {
        String value = normal(name, request.all(name));
        return credential || value.length() > LONGEST_VALUE
                ? "#" + Base64.getEncoder().encodeToString(hash.of(value.getBytes(StandardCharsets.UTF_8)))
                : value;
    }

    /** Lines joined, white space around commas dropped; {@code Accept-Language} in small letters and in order of preference too. */
    static String normal(CharSequence name, List<String> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        if (AsciiString.contentEqualsIgnoreCase(name, "accept-language")) {
            return languages(lines);
        }
        StringBuilder normal = new StringBuilder("=");
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                normal.append(',');
            }
            squeeze(lines.get(i), normal);
        }
        return normal.toString();
    }

    private static void squeeze(String line, StringBuilder into) {
        boolean quoted = false;
        int written = into.length();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean space = !quoted && (c == ' ' || c == '\t');
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == ',') {
                trim(into, written);
            }
            if (!space || (into.length() > written && into.charAt(into.length() - 1) != ',')) {
                into.append(c);
            }
        }
        trim(into, written);
    }

    private static void trim(StringBuilder text, int least) {
        int end = text.length();
        while (end > least && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
            end--;
        }
        text.setLength(end);
    }

    private static String languages(List<String> lines) {
        List<String> ranges = new ArrayList<>();
        for (String line : lines) {
            for (String range : line.toLowerCase(Locale.ROOT).split(",", -1)) {
                String plain = range.replace(" ", "").replace("\t", "");
                if (!plain.isEmpty()) {
                    ranges.add(
                            plain.endsWith(";q=1") || plain.endsWith(";q=1.0")
                                    ? plain.substring(0, plain.lastIndexOf(';'))
                                    : plain);
                }
            }
        }
        // Each has its weight with it, so that their order says nothing.
        ranges.sort(null);
        return "=" + String.join(",", ranges);
    }
}
