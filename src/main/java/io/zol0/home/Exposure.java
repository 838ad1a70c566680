package io.zol0.home;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.InetAddressFilter;

/** How the ports may be reached: by TLS, in plain HTTP on this machine or where that is said to be safe, and through which proxies. */
final class Exposure {
    private Exposure() {}

    /** What the settings come to as properties of Spring, or a refusal of what would be unsafe. */
    static Map<String, Object> from(Function<String, @Nullable String> property) {
        Map<String, Object> properties = new HashMap<>();
        Optional<Tls> tls = Tls.from(property);
        tls.ifPresent(used -> properties.putAll(used.properties()));
        if (tls.isEmpty() && !plainHttp(property)) {
            requireLoopback(property, "zol0.bind");
            requireLoopback(property, "server.address");
        }
        String proxies = Tls.given(property, "zol0.trusted.proxies");
        // Otherwise anybody could say where a request came from, and that it came by TLS.
        properties.put("server.forward-headers-strategy", proxies == null ? "none" : "native");
        if (proxies != null) {
            properties.put("server.tomcat.remoteip.internal-proxies", ranges(proxies));
            properties.put("server.tomcat.remoteip.remote-ip-header", "X-Forwarded-For");
            properties.put("server.tomcat.remoteip.protocol-header", "X-Forwarded-Proto");
        }
        return properties;
    }

    private static boolean plainHttp(Function<String, @Nullable String> property) {
        String value = Tls.given(property, "zol0.plain.http");
        return switch (value == null ? "off" : value) {
            case "on", "true" -> true;
            case "off", "false" -> false;
            default -> throw new Refusal("ZOL0_PLAIN_HTTP is on or off, and is \"" + value + "\".");
        };
    }

    private static void requireLoopback(Function<String, @Nullable String> property, String name) {
        String bind = Tls.given(property, name);
        try {
            if (bind != null && !InetAddress.getByName(bind).isLoopbackAddress()) {
                throw new Refusal("ZOL0_BIND=" + bind + " would let other machines send passwords and tokens in plain"
                        + " HTTP; set ZOL0_TLS_CERT and ZOL0_TLS_KEY, or ZOL0_PLAIN_HTTP=on where nobody else can"
                        + " listen in or a proxy in front speaks TLS.");
            }
        } catch (UnknownHostException e) {
            throw new Refusal("ZOL0_BIND is \"" + bind + "\", which is no address of this machine.", e);
        }
    }

    /** A list of ranges as Tomcat takes them: only such with a slash are no regular expression to it. */
    private static String ranges(String proxies) {
        return Stream.of(proxies.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .map(Exposure::range)
                .collect(Collectors.joining(","));
    }

    private static String range(String text) {
        String range = text.contains("/") ? text : text + (text.contains(":") ? "/128" : "/32");
        try {
            // Names are no addresses: what they stand for can change.
            if (range.matches("([0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+|[0-9a-fA-F.]*:[0-9a-fA-F.:]*)/[0-9]{1,3}")) {
                InetAddressFilter.of(range);
                return range;
            }
        } catch (RuntimeException e) {
            // Said below.
        }
        throw new Refusal(
                "ZOL0_TRUSTED_PROXIES takes addresses and ranges such as 10.0.0.0/8, and has \"" + text + "\".");
    }
}
