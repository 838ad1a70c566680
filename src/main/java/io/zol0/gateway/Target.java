package io.zol0.gateway;

/**
 * A request target, cut into the upstream's name and what goes on to it.
 *
 * @param upstream first segment of the path
 * @param rest path and query behind it, byte for byte as the caller sent them; empty, or begins with a slash or a question mark
 * @param path the path of {@code rest}, normalised, to match policies by: unreserved characters plain, escapes in capitals
 */
record Target(String upstream, String rest, String path) {

    /** Cuts an origin-form target; fails with {@link Malformed} where the target is of another form or has dot segments. */
    static Target of(String target) {
        if (target.isEmpty() || target.charAt(0) != '/') {
            throw Malformed.because(
                    target.equals("*")
                            ? "OPTIONS * asks about ZoL0 itself; ask about /{upstream}/{path}"
                            : "its target is not a path; ZoL0 is called at /{upstream}/{path}, not as a forward proxy");
        }
        int query = target.indexOf('?');
        int end = query < 0 ? target.length() : query;
        int nameEnd = target.indexOf('/', 1);
        if (nameEnd < 0 || nameEnd > end) {
            nameEnd = end;
        }
        boolean escaped = refuseDotSegments(target, end);
        String path = nameEnd == end ? "/" : target.substring(nameEnd, end);
        return new Target(target.substring(1, nameEnd), target.substring(nameEnd), escaped ? normalised(path) : path);
    }

    /** Refuses segments of one or two dots, however they are escaped and whatever parameters follow; tells whether there are escapes. */
    private static boolean refuseDotSegments(String target, int end) {
        boolean escaped = false;
        boolean onlyDots = true;
        int dots = 0;
        for (int i = 1; i <= end; i++) {
            char c = i == end ? '/' : target.charAt(i);
            if (c == '/' || c == ';') {
                if (onlyDots && (dots == 1 || dots == 2)) {
                    throw Malformed.because("its path holds a dot segment; send the path resolved");
                }
                onlyDots = c == '/';
                dots = 0;
            } else if (c == '.') {
                dots++;
            } else if (c == '%') {
                escaped = true;
                if (i + 2 >= end || hex(target.charAt(i + 1)) < 0 || hex(target.charAt(i + 2)) < 0) {
                    throw Malformed.because("its path holds a percent sign without two hexadecimal digits");
                }
                if (decoded(target, i) == '.') {
                    dots++;
                } else {
                    onlyDots = false;
                }
                i += 2;
            } else {
                onlyDots = false;
            }
        }
        return escaped;
    }

    /** RFC 3986 section 6.2.2: escapes of unreserved characters decoded, all others in capitals. */
    private static String normalised(String path) {
        StringBuilder out = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                out.append(c);
                continue;
            }
            char plain = decoded(path, i);
            if (unreserved(plain)) {
                out.append(plain);
            } else {
                out.append('%').append(upper(path.charAt(i + 1))).append(upper(path.charAt(i + 2)));
            }
            i += 2;
        }
        return out.toString();
    }

    private static char decoded(String text, int percent) {
        return (char) (hex(text.charAt(percent + 1)) << 4 | hex(text.charAt(percent + 2)));
    }

    private static boolean unreserved(char c) {
        return c < 127 && (Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_' || c == '~');
    }

    private static char upper(char c) {
        return c >= 'a' && c <= 'f' ? (char) (c - 32) : c;
    }

    private static int hex(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }
}
