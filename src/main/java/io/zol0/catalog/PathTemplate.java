package io.zol0.catalog;

/**
 * Turns a path into the template of its endpoint: segments that name one thing among many (numbers, uuids, hashes, long
 * tokens, addresses) become {@code {id}}.
 *
 * <p>Percent-encoded unreserved characters are decoded first and empty segments dropped (RFC 3986, 6.2.2.2), so that two
 * spellings of one path share an endpoint and its policy.
 */
final class PathTemplate {
    static final String ID = "{id}";

    /** More segments than this end in {@code /…}. */
    private static final int MOST_SEGMENTS = 16;

    private static final int LONGEST_WORD = 64;
    private static final int SHORTEST_HASH = 16;
    private static final int SHORTEST_TOKEN = 20;

    private PathTemplate() {}

    /** The template of a raw path, which may be followed by a query; the given string itself where it is its own template. */
    static String of(String target) {
        int end = target.indexOf('?');
        String path = end < 0 ? target : target.substring(0, end);
        if (path.indexOf('%') >= 0) {
            path = decodeUnreserved(path);
        }
        StringBuilder template = null;
        int segments = 0;
        int start = 0;
        while (start < path.length()) {
            int slash = path.indexOf('/', start);
            int stop = slash < 0 ? path.length() : slash;
            if (stop == start) {
                boolean leading = start == 0;
                if (!leading && template == null) {
                    template = new StringBuilder(path.length()).append(path, 0, start - 1);
                }
                start = stop + 1;
                continue;
            }
            segments++;
            boolean id = isId(path, start, stop);
            if ((id || segments > MOST_SEGMENTS) && template == null) {
                template = new StringBuilder(path.length()).append(path, 0, Math.max(0, start - 1));
            }
            if (segments > MOST_SEGMENTS && template != null) {
                return template.append("/…").toString();
            }
            if (template != null) {
                template.append('/');
                if (id) {
                    template.append(ID);
                } else {
                    template.append(path, start, stop);
                }
            }
            start = stop + 1;
        }
        if (template == null) {
            return path.length() > 1 && path.endsWith("/")
                    ? path.substring(0, path.length() - 1)
                    : path.isEmpty() ? "/" : path;
        }
        return template.isEmpty() ? "/" : template.toString();
    }

    /** Whether a segment names one thing among many. */
    private static boolean isId(String path, int start, int stop) {
        int length = stop - start;
        int digits = 0;
        int hex = 0;
        int lower = 0;
        int upper = 0;
        int marks = 0;
        for (int i = start; i < stop; i++) {
            char c = path.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
                hex++;
            } else if (c >= 'a' && c <= 'z') {
                lower++;
                if (c <= 'f') {
                    hex++;
                }
            } else if (c >= 'A' && c <= 'Z') {
                upper++;
                if (c <= 'F') {
                    hex++;
                }
            } else if (c == '-' || c == '_' || c == '.' || c == ':') {
                marks++;
            } else if (c == '@') {
                return true;
            } else {
                marks += 2;
            }
        }
        if (length > LONGEST_WORD) {
            return true;
        }
        boolean number = digits > 0 && digits + marks == length && marks <= 4;
        boolean hash = digits > 0 && hex + marks == length && hex >= SHORTEST_HASH && marks <= 4;
        boolean hexPrefixed = length > 10 && path.startsWith("0x", start) && hex >= length - 1;
        boolean token = digits >= 2 && length >= SHORTEST_TOKEN && (lower > 0 && upper > 0 || digits * 4 >= length);
        return number || hash || hexPrefixed || token;
    }

    private static String decodeUnreserved(String path) {
        StringBuilder decoded = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%' && i + 2 < path.length()) {
                int value = Character.digit(path.charAt(i + 1), 16) * 16 + Character.digit(path.charAt(i + 2), 16);
                boolean unreserved = value >= 'a' && value <= 'z'
                        || value >= 'A' && value <= 'Z'
                        || value >= '0' && value <= '9'
                        || value == '-'
                        || value == '_'
                        || value == '.'
                        || value == '~';
                if (unreserved
                        && Character.digit(path.charAt(i + 1), 16) >= 0
                        && Character.digit(path.charAt(i + 2), 16) >= 0) {
                    decoded.append((char) value);
                    i += 2;
                    continue;
                }
            }
            decoded.append(c);
        }
        return decoded.toString();
    }
}
