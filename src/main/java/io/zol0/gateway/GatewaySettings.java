package io.zol0.gateway;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

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
@Validated
@ConfigurationProperties("zol0.gateway")
public record GatewaySettings(
        @DefaultValue("8081") @Min(0) @Max(65535) int port,
        @DefaultValue @NotNull List<String> hosts,
        @DefaultValue("AUTO") @NotNull Transport transport,
        @DefaultValue("0") @Min(0) @Max(256) int eventLoops,
        @DefaultValue("32KB") @NotNull DataSize maxHeaderSize,
        @DefaultValue("16KB") @NotNull DataSize maxUrlLength,
        @DefaultValue("10000") @Min(1) int maxConnections,
        @DefaultValue("256") @Min(1) int poolPerUpstream,
        @DefaultValue("1024") @Min(0) int maxWaiting,
        @DefaultValue("3") @Min(1) @Max(100) int maxPasses,
        @DefaultValue("10s") @NotNull Duration headTimeout,
        @DefaultValue("60s") @NotNull Duration idleTimeout,
        @DefaultValue("30s") @NotNull Duration keepAlive,
        @DefaultValue("20s") @NotNull Duration drainTimeout,
        @Nullable Path trustedCertificates) {}
