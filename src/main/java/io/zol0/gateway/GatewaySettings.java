package io.zol0.gateway;

import io.zol0.home.Bounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an operator may set of the gateway.
 *
 * @param port where it listens; 0 takes any free port
 * @param hosts names beyond {@code localhost}, {@code 127.0.0.1} and {@code [::1]} that callers may use while it is bound to loopback
 * @param transport how it talks to the kernel
 * @param eventLoops threads that carry calls; 0 means one a core
 * @param maxHeaderSize largest head of a request or an answer, its first line included
 * @param maxUrlLength longest request target
 * @param maxConnections most callers connected at once; the next one gets 503
 * @param poolPerUpstream most connections to one upstream
 * @param maxWaiting most calls that wait for a connection to one upstream; the next one gets 503
 * @param maxPasses how often one call may come through ZoL0 before it is taken for a loop
 * @param headTimeout longest time from a request's first byte to the end of its head
 * @param idleTimeout how long a connection without a call, or a tunnel without traffic, stays open
 * @param keepAlive how long an unused connection to an upstream is kept
 * @param drainTimeout longest wait for calls in flight when stopping
 * @param trustedCertificates PEM file of certificates trusted for upstreams besides those of the JVM
 */
@ConfigurationProperties("zol0.gateway")
public record GatewaySettings(
        @DefaultValue("8081") int port,
        @DefaultValue List<String> hosts,
        @DefaultValue("AUTO") Transport transport,
        @DefaultValue("0") int eventLoops,
        @DefaultValue("32KB") DataSize maxHeaderSize,
        @DefaultValue("16KB") DataSize maxUrlLength,
        @DefaultValue("10000") int maxConnections,
        @DefaultValue("256") int poolPerUpstream,
        @DefaultValue("1024") int maxWaiting,
        @DefaultValue("3") int maxPasses,
        @DefaultValue("10s") Duration headTimeout,
        @DefaultValue("60s") Duration idleTimeout,
        @DefaultValue("30s") Duration keepAlive,
        @DefaultValue("20s") Duration drainTimeout,
        @Nullable Path trustedCertificates) {
    /** @throws IllegalArgumentException naming the setting where one is out of its bounds */
    public GatewaySettings {
        Bounds.between("zol0.gateway.port", port, 0, 65_535);
        Bounds.given("zol0.gateway.hosts", hosts);
        Bounds.given("zol0.gateway.transport", transport);
        Bounds.between("zol0.gateway.event-loops", eventLoops, 0, 256);
        Bounds.given("zol0.gateway.max-header-size", maxHeaderSize);
        Bounds.given("zol0.gateway.max-url-length", maxUrlLength);
        Bounds.atLeast("zol0.gateway.max-connections", maxConnections, 1);
        Bounds.atLeast("zol0.gateway.pool-per-upstream", poolPerUpstream, 1);
        Bounds.atLeast("zol0.gateway.max-waiting", maxWaiting, 0);
        Bounds.between("zol0.gateway.max-passes", maxPasses, 1, 100);
        Bounds.given("zol0.gateway.head-timeout", headTimeout);
        Bounds.given("zol0.gateway.idle-timeout", idleTimeout);
        Bounds.given("zol0.gateway.keep-alive", keepAlive);
        Bounds.given("zol0.gateway.drain-timeout", drainTimeout);
    }
}
