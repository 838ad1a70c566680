package io.zol0.ui.settings;

/** The line that calls an upstream through the gateway from a terminal. */
final class CurlLine {
    private CurlLine() {}

    /** @param address host and port that the gateway listens on */
    static String of(String upstream, String address, boolean tls) {
        String scheme = tls ? "https" : "http";
        String port = address.substring(address.lastIndexOf(':') + 1);
        String host = address.substring(0, address.lastIndexOf(':'));
        boolean here = host.equals("127.0.0.1") || host.equals("[::1]") || host.equals("localhost") || host.isEmpty();
        return here
                ? "curl -i %s://localhost:%s/%s/".formatted(scheme, port, upstream)
                : "curl -i -H \"X-ZoL0-Token: $ZOL0_TOKEN\" %s://%s:%s/%s/".formatted(scheme, host, port, upstream);
    }
}
