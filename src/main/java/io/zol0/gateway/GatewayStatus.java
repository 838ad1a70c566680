package io.zol0.gateway;

import java.time.Duration;

/**
 * How the gateway is.
 *
 * @param listening whether callers can connect
 * @param address host and port it listens on
 * @param tls whether callers speak TLS
 * @param transport what it talks to the kernel with: {@code io_uring}, {@code epoll} or {@code nio}
 * @param eventLoops threads that carry calls
 * @param lag the longest that an event loop was late in the last 5 s
 * @param connections callers connected
 * @param callsInFlight calls that have not ended
 */
public record GatewayStatus(
        boolean listening,
        String address,
        boolean tls,
        String transport,
        int eventLoops,
        Duration lag,
        int connections,
        int callsInFlight) {
    /** Where callers of this machine reach it, without a slash at its end. */
    public String url() {
        return (tls ? "https://" : "http://") + address;
    }
}
