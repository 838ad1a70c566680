package io.zol0.cache;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Which answers a change makes invalid (RFC 9111 section 4.4). */
final class Invalidation {
    private Invalidation() {}

    /** Whether a method changes something, as far as one knows, and did not fail. */
    static boolean changes(String method, int status) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE" -> false;
            default -> status >= 200 && status < 400;
        };
    }

    /**
     * The target that a location names, as requests name it; null where it is of another origin or outside of the upstream's base, or
     * cannot be read.
     */
    static @Nullable String target(URI base, String requestTarget, String location) {
        try {
            String path = base.getRawPath() == null ? "" : base.getRawPath();
            String prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
            URI whole = base.resolve(prefix + requestTarget).resolve(location);
            String wholePath = whole.getRawPath();
            if (!sameOrigin(base, whole) || wholePath == null || !wholePath.startsWith(prefix)) {
                return null;
            }
            String target = wholePath.substring(prefix.length());
            return whole.getRawQuery() == null ? target : target + "?" + whole.getRawQuery();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean sameOrigin(URI base, URI other) {
        return base.getScheme().equalsIgnoreCase(other.getScheme())
                && base.getHost() != null
                && base.getHost().equalsIgnoreCase(other.getHost())
                && port(base) == port(other);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }
}
