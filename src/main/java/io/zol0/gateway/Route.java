package io.zol0.gateway;

import io.netty.util.AsciiString;
import io.vertx.core.net.HostAndPort;
import io.zol0.catalog.Upstream;
import java.net.URI;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An upstream as the gateway uses it, worked out once; each change of the upstream makes another one. */
final class Route {
    private final Upstream upstream;
    private final boolean tls;
    private final String host;
    private final int port;
    private final String authority;
    private final AsciiString hostField;
    private final HostAndPort hostAndPort;
    private final String basePath;
    private final @Nullable UpstreamPool[] pools;

    Route(Upstream upstream, int loops) {
        URI base = upstream.baseUrl();
        this.upstream = upstream;
        this.tls = "https".equalsIgnoreCase(base.getScheme());
        this.host = base.getHost().toLowerCase(Locale.ROOT);
        int standard = tls ? 443 : 80;
        this.port = base.getPort() < 0 ? standard : base.getPort();
        this.authority = port == standard ? host : host + ":" + port;
        this.hostField = AsciiString.of(authority);
        this.hostAndPort = HostAndPort.create(host, port);
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        this.basePath = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        this.pools = new UpstreamPool[2 * loops];
    }

    Upstream upstream() {
        return upstream;
    }

    String name() {
        return upstream.name();
    }

    boolean tls() {
        return tls;
    }

    /** Host in small letters, an IPv6 address in brackets. */
    String host() {
        return host;
    }

    /** Host without the brackets of an IPv6 address: what is connected to. */
    String connectHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    int port() {
        return port;
    }

    /** Host, and port where it is not the scheme's own: what Host says. */
    String authority() {
        return authority;
    }

    /** The same, as the value of the field that is sent. */
    AsciiString hostField() {
        return hostField;
    }

    HostAndPort hostAndPort() {
        return hostAndPort;
    }

    String scheme() {
        return tls ? "https" : "http";
    }

    /** Path put before every call's; empty, or begins with a slash and does not end with one. */
    String basePath() {
        return basePath;
    }

    /** What is asked of the upstream for the rest of a caller's target. */
    String uri(String rest) {
        if (rest.startsWith("/")) {
            return basePath.isEmpty() ? rest : basePath + rest;
        }
        return basePath.isEmpty() ? "/" + rest : basePath + rest;
    }

    /** The pool of an event loop, for WebSockets or for all else; touched by that loop only. */
    @Nullable
    UpstreamPool pool(int loop, boolean webSocket) {
        return pools[2 * loop + (webSocket ? 1 : 0)];
    }

    UpstreamPool pool(int loop, boolean webSocket, UpstreamPool made) {
        pools[2 * loop + (webSocket ? 1 : 0)] = made;
        return made;
    }

    void eachPool(int loop, Consumer<UpstreamPool> action) {
        for (int i = 2 * loop; i < 2 * loop + 2; i++) {
            UpstreamPool pool = pools[i];
            if (pool != null) {
                action.accept(pool);
            }
        }
    }

    /** Closes an event loop's connections as they become free. */
    void retire(int loop) {
        eachPool(loop, UpstreamPool::retire);
    }
}
