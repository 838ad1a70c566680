package io.zol0.cache;

import java.util.List;
import java.util.Locale;

/** Which content codings a request takes (RFC 9110 section 12.5.3). */
final class Codings {
    private Codings() {}

    /** Whether {@code Accept-Encoding} names a coding, or everything, with a weight above zero. Without the field only plain is taken. */
    static boolean takes(Fields request, String coding) {
        List<String> lines = request.all("accept-encoding");
        boolean any = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int from = 0;
            while (from < line.length()) {
                int to = line.indexOf(',', from);
                to = to < 0 ? line.length() : to;
                int semicolon = line.indexOf(';', from);
                int nameEnd = semicolon < 0 || semicolon > to ? to : semicolon;
                String name = line.substring(from, nameEnd).strip();
                boolean refused = nameEnd < to && isZero(line.substring(nameEnd + 1, to));
                if (same(name, coding)) {
                    return !refused;
                }
                any |= name.equals("*") && !refused;
                from = to + 1;
            }
        }
        return any;
    }

    /** The coding of an answer, in small letters; empty for none. */
    static String of(Fields answer) {
        String coding = String.join(",", answer.all("content-encoding")).strip().toLowerCase(Locale.ROOT);
        return coding.equals("identity") ? "" : coding;
    }

    private static boolean same(String name, String coding) {
        return name.equalsIgnoreCase(coding)
                || (coding.equals("gzip") && name.equalsIgnoreCase("x-gzip"))
                || (coding.equals("x-gzip") && name.equalsIgnoreCase("gzip"));
    }

    /** {@code q=0}, {@code q=0.0} and so on. */
    private static boolean isZero(String parameter) {
        String weight = parameter.strip().toLowerCase(Locale.ROOT);
        if (!weight.startsWith("q=0")) {
            return false;
        }
        return weight.substring(3).chars().allMatch(c -> c == '.' || c == '0');
    }
}
