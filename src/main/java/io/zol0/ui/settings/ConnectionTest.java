package io.zol0.ui.settings;

import io.zol0.catalog.Upstream;
import io.zol0.gateway.Probe;
import io.zol0.gateway.Probe.Answered;
import io.zol0.gateway.Probe.Failed;
import io.zol0.ui.parts.Durations;
import io.zol0.ui.parts.Figures;

/** Says in words what came of asking an upstream once. */
final class ConnectionTest {
    private ConnectionTest() {}

    static String words(Upstream upstream, Probe probe) {
        return switch (probe) {
            case Answered answered -> words(answered);
            case Failed failed -> words(upstream, failed);
        };
    }

    private static String words(Answered answered) {
        String remark = answered.status() >= 500
                ? " It can be reached, but says that something is wrong on its side."
                : answered.status() >= 400 ? " That is usual for a base URL: the connection is good." : "";
        return "Answered %d in %s (connection included; %s, %s).%s"
                .formatted(
                        answered.status(),
                        Figures.time(answered.took()),
                        answered.http2() ? "HTTP/2" : "HTTP/1.1",
                        answered.tls() == null ? "no TLS" : answered.tls() + ", certificate trusted",
                        remark);
    }

    private static String words(Upstream upstream, Failed failed) {
        String host = upstream.baseUrl().getHost();
        return switch (failed.reason()) {
            case UNKNOWN_HOST ->
                "There is no host named %s. Check its spelling, or this machine's name service.".formatted(host);
            case FORBIDDEN_ADDRESS ->
                "%s is at a link-local or cloud metadata address, which ZoL0 never calls.".formatted(host);
            case NO_CONNECTION_IN_TIME ->
                "No connection to %s within %s. Check the address, or a firewall between."
                        .formatted(host, Durations.write(upstream.connectTimeout()));
            case REFUSED -> "%s refused the connection: nothing listens at this address and port.".formatted(host);
            case TLS ->
                "The TLS connection to %s was not made: %s. Calls would fail the same way."
                        .formatted(host, failed.detail());
            case NO_ANSWER_IN_TIME ->
                "Connected to %s, but there was no answer within %s."
                        .formatted(host, Durations.write(upstream.responseTimeout()));
            case BROKEN -> "The connection to %s broke: %s.".formatted(host, failed.detail());
        };
    }
}
