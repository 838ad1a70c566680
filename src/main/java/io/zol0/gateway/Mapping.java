package io.zol0.gateway;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Maps what an upstream says of its own addresses to where the gateway has them: under the upstream's name. */
final class Mapping {
    private Mapping() {}

    /** A Location as the caller has to follow it; left alone where it leads elsewhere or is relative. */
    static String location(String value, Route route) {
        String path;
        if (value.startsWith("/") && !value.startsWith("//")) {
            path = value;
        } else {
            try {
                URI uri = new URI(value);
                String host = uri.getHost();
                String scheme = uri.getScheme() == null
                        ? route.scheme()
                        : uri.getScheme().toLowerCase(Locale.ROOT);
                if (host == null || !scheme.equals(route.scheme())) {
                    return value;
                }
                int port = uri.getPort() < 0 ? (scheme.equals("https") ? 443 : 80) : uri.getPort();
                if (port != route.port() || !host.equalsIgnoreCase(route.host())) {
                    return value;
                }
            } catch (URISyntaxException e) {
                return value;
            }
            path = behindAuthority(value);
        }
        return under(path, route.basePath())
                ? "/" + route.name() + path.substring(route.basePath().length())
                : route.scheme() + "://" + route.authority() + path;
    }

    private static String behindAuthority(String url) {
        int start = url.indexOf("//") + 2;
        while (start < url.length() && "/?#".indexOf(url.charAt(start)) < 0) {
            start++;
        }
        String rest = url.substring(start);
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    /** A cookie that only calls under the upstream's name send back: its path moved there, its domain dropped. */
    static String cookie(String value, Route route) {
        StringBuilder scoped = new StringBuilder(value.length() + 16);
        int start = 0;
        while (start <= value.length()) {
            int semicolon = value.indexOf(';', start);
            int end = semicolon < 0 ? value.length() : semicolon;
            String part = value.substring(start, end);
            String attribute = part.strip();
            if (start == 0) {
                scoped.append(part);
            } else if (is(attribute, "path")) {
                scoped.append("; Path=").append(path(valueOf(attribute), route));
            } else if (!is(attribute, "domain")) {
                scoped.append(';').append(part);
            }
            start = end + 1;
        }
        return scoped.toString();
    }

    private static String path(String path, Route route) {
        String prefix = "/" + route.name();
        if (!path.startsWith("/")) {
            return prefix;
        }
        String rest =
                under(path, route.basePath()) ? path.substring(route.basePath().length()) : path;
        return rest.equals("/") ? prefix : prefix + rest;
    }

    private static boolean is(String attribute, String name) {
        int equals = attribute.indexOf('=');
        String found = equals < 0 ? attribute : attribute.substring(0, equals).strip();
        return found.equalsIgnoreCase(name);
    }

    private static String valueOf(String attribute) {
        int equals = attribute.indexOf('=');
        return equals < 0 ? "" : attribute.substring(equals + 1).strip();
    }

    private static boolean under(String path, String base) {
        return path.startsWith(base)
                && (path.length() == base.length() || base.isEmpty() || "/?#".indexOf(path.charAt(base.length())) >= 0);
    }
}
