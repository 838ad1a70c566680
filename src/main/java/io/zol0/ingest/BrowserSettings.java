package io.zol0.ingest;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose pages may report from browsers.
 *
 * @param origins scheme, host and port of the pages, such as {@code https://shop.example.com}; none: nobody may
 * @param share of the visits that report, from 0.001 to 1
 */
public record BrowserSettings(Set<String> origins, double share) {
    /** Most origins. */
    public static final int MOST = 100;

    private static final int LONGEST = 200;

    public BrowserSettings {
        origins = Set.copyOf(origins);
    }

    boolean allows(String origin) {
        return origins.contains(origin);
    }

    /** Its origins in order. */
    public Set<String> sorted() {
        return new TreeSet<>(origins);
    }

    /**
     * An origin as browsers write it.
     *
     * @throws IllegalArgumentException with a sentence, where it is none
     */
    static String origin(String text) {
        String given = text.strip().toLowerCase(Locale.ROOT);
        try {
            URI uri = URI.create(given.endsWith("/") ? given.substring(0, given.length() - 1) : given);
            String scheme = uri.getScheme();
            if (given.length() <= LONGEST
                    && uri.getHost() != null
                    && (scheme.equals("http") || scheme.equals("https"))
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null) {
                boolean usual = uri.getPort() == (scheme.equals("http") ? 80 : 443) || uri.getPort() < 0;
                return scheme + "://" + uri.getHost() + (usual ? "" : ":" + uri.getPort());
            }
        } catch (IllegalArgumentException other) {
            // the sentence below
        }
        throw new IllegalArgumentException("\"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text)
                + "\" is not the origin of a page: write scheme and host, such as https://shop.example.com.");
    }
}
