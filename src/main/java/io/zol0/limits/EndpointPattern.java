package io.zol0.limits;

/** A pattern of endpoints such as {@code GET /api/v3/*}, where a star stands for anything. */
public final class EndpointPattern {
    private EndpointPattern() {}

    /** Whether a pattern fits an endpoint, method, space and template. Takes time of their lengths multiplied at most. */
    public static boolean fits(String pattern, String endpoint) {
        int p = 0;
        int e = 0;
        int star = -1;
        int mark = 0;
        while (e < endpoint.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                mark = e;
            } else if (p < pattern.length() && pattern.charAt(p) == endpoint.charAt(e)) {
                p++;
                e++;
            } else if (star >= 0) {
                p = star + 1;
                e = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
