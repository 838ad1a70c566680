package io.zol0.catalog;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A provider of an API: its name in gateway paths, where it is and how long to wait for it.
 *
 * @param id given by the database, never reused
 * @param name first segment of gateway paths: lower-case letters, digits and hyphens, 1 to 40 characters
 * @param baseUrl {@code http} or {@code https}, without query and without a slash at its end; its path is put before every call's
 * @param environment label of the environment it belongs to
 * @param enabled whether calls are forwarded
 * @param demo whether it is the labelled demo exchange
 * @param protocol HTTP version spoken to it
 * @param connectTimeout longest wait for a connection
 * @param responseTimeout longest wait for the head of an answer once the call was sent
 * @param totalTimeout longest time from the call's arrival to the answer's last byte
 * @param mapsLocations whether {@code Location} into the upstream is mapped back under {@code /{name}}
 * @param scopesCookies whether cookies are scoped to {@code /{name}}
 * @param preset name of the provider preset by which its answers are read and its credentials known; null for none
 * @param version counts the changes, for optimistic locking
 */
public record Upstream(
        long id,
        String name,
        URI baseUrl,
        String environment,
        boolean enabled,
        boolean demo,
        Protocol protocol,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration totalTimeout,
        boolean mapsLocations,
        boolean scopesCookies,
        @Nullable String preset,
        long version) {

    /** HTTP version spoken to an upstream: {@code AUTO} takes HTTP/2 where TLS negotiates it and HTTP/1.1 elsewhere. */
    public enum Protocol {
        AUTO,
        HTTP_1_1,
        HTTP_2
    }
}
