package io.zol0.cache;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions of a request that a cache answers itself (RFC 9111 section 4.3.2), and those that only an origin can. */
final class Conditions {
    private Conditions() {}

    /** Whether only the upstream can tell. */
    static boolean onlyForOrigin(Fields request) {
        return request.first("if-match") != null || request.first("if-unmodified-since") != null;
    }

    static boolean any(Fields request) {
        return request.first("if-none-match") != null || request.first("if-modified-since") != null;
    }

    /** Whether the caller has what is stored already, so that 304 is the answer. {@code If-None-Match} wins where both are there. */
    static boolean notModified(Fields request, FieldList stored, long nowMillis) {
        List<String> tags = request.all("if-none-match");
        if (!tags.isEmpty()) {
            return matches(tags, stored.first("etag"));
        }
        String since = request.first("if-modified-since");
        if (since == null) {
            return false;
        }
        String changed = stored.first("last-modified");
        String lastKnown = changed == null ? stored.first("date") : changed;
        long sinceMillis = HttpDate.parse(since, nowMillis);
        long changedMillis = lastKnown == null ? HttpDate.BROKEN : HttpDate.parse(lastKnown, nowMillis);
        return sinceMillis != HttpDate.BROKEN && changedMillis != HttpDate.BROKEN && changedMillis <= sinceMillis;
    }

    /** Weak comparison (RFC 9110 section 8.8.3.2). */
    private static boolean matches(List<String> lines, @Nullable String etag) {
        for (String line : lines) {
            if (line.strip().equals("*")) {
                return true;
            }
            if (etag != null && lists(line, opaque(etag.strip()))) {
                return true;
            }
        }
        return false;
    }

    /** Goes through entity tags, in which there may be commas. */
    private static boolean lists(String line, String wanted) {
        int at = 0;
        while (at < line.length()) {
            while (at < line.length()
                    && (line.charAt(at) == ' ' || line.charAt(at) == '\t' || line.charAt(at) == ',')) {
                at++;
            }
            int from = at;
            boolean quoted = false;
            while (at < line.length() && (quoted || line.charAt(at) != ',')) {
                quoted ^= line.charAt(at) == '"';
                at++;
            }
            if (at > from && opaque(line.substring(from, at).strip()).equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    /** Whether a range may be cut out: without {@code If-Range}, or where it names the very answer stored (RFC 9110 section 13.1.5). */
    static boolean rangeHolds(Fields request, FieldList stored) {
        String condition = request.first("if-range");
        if (condition == null) {
            return true;
        }
        if (condition.startsWith("\"")) {
            return condition.equals(stored.first("etag"));
        }
        return !condition.startsWith("W/") && condition.equals(stored.first("last-modified"));
    }
}
