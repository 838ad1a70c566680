package io.zol0.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An answer that the gateway gives itself, as RFC 9457 and RFC 9209 describe it.
 *
 * @param status HTTP status
 * @param type last part of its {@code urn:zol0:problem:} name, or a whole URI
 * @param title what happened, in a few words
 * @param detail what was wrong and what would be right, in a sentence; holds no secret
 * @param proxyError error type of {@code Proxy-Status}
 * @param upstream name of the upstream it is about; null where it is about none
 * @param challenge name of a challenge header to send along; null for none
 * @param limit which limit it is about; null where it is about none
 */
record Problem(
        int status,
        String type,
        String title,
        String detail,
        String proxyError,
        @Nullable String upstream,
        @Nullable Challenge challenge,
        @Nullable Limit limit) {

    Problem(
            int status,
            String type,
            String title,
            String detail,
            String proxyError,
            @Nullable String upstream,
            @Nullable Challenge challenge) {
        this(status, type, title, detail, proxyError, upstream, challenge, null);
    }

    /**
     * A limit that a call does not fit into.
     *
     * @param quota name of the quota; null where it is no quota
     * @param retryAfterSeconds when it is worth coming back; 0 where nothing is known or it never is
     * @param stale whether the last good answer shall be served instead, whatever the cache policy says
     */
    record Limit(@Nullable String quota, long retryAfterSeconds, boolean stale) {}

    /** A header by which the gateway asks for a token. */
    record Challenge(String header, String value) {}

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(int status, String type, String title, String detail) {
        return new Problem(status, type, title, detail, "http_request_error", null, null);
    }

    static Problem badRequest(String detail) {
        return of(400, "bad-request", "Bad request", detail);
    }

    static Problem unknownUpstream(String name) {
        return new Problem(
                404,
                "unknown-upstream",
                "Unknown upstream",
                name.isEmpty()
                        ? "The path names no upstream; call /{upstream}/{path}, with an upstream of Settings,"
                                + " Upstreams."
                        : "There is no upstream named \"" + shortened(name)
                                + "\"; add it in the console under Settings, Upstreams.",
                "destination_not_found",
                null,
                null);
    }

    static Problem disabled(String upstream) {
        return new Problem(
                503,
                "upstream-disabled",
                "Upstream disabled",
                "The upstream " + upstream + " is disabled; enable it in the console under Settings, Upstreams.",
                "destination_unavailable",
                upstream,
                null);
    }

    static Problem badGateway(String upstream, String proxyError, String why) {
        return new Problem(
                502,
                "upstream-failed",
                "Upstream failed",
                "The upstream " + upstream + " " + why + ".",
                proxyError,
                upstream,
                null);
    }

    static Problem timeout(String upstream, String proxyError, String why) {
        return new Problem(
                504,
                "upstream-timeout",
                "Upstream timed out",
                "The upstream " + upstream + " " + why + ".",
                proxyError,
                upstream,
                null);
    }

    static Problem overloaded(String detail, String proxyError, @Nullable String upstream) {
        return new Problem(503, "overloaded", "Overloaded", detail, proxyError, upstream, null);
    }

    static Problem notCached() {
        return of(
                504,
                "not-cached",
                "Not cached",
                "The request takes nothing but a stored answer (only-if-cached), and there is none for it.");
    }

    static Problem misdirected(String detail) {
        return of(421, "misdirected-request", "Misdirected request", detail);
    }

    static Problem foreignOrigin() {
        return new Problem(
                403,
                "foreign-origin",
                "Foreign origin",
                "A web page of another origin may not call the gateway; call it from a program, or from a page on a"
                        + " host of zol0.gateway.hosts.",
                "http_request_denied",
                null,
                null);
    }

    static Problem tokenWanted() {
        return new Problem(
                401,
                "token-wanted",
                "Token wanted",
                "Send a valid token of this installation in X-ZoL0-Token.",
                "http_request_denied",
                null,
                new Challenge("WWW-Authenticate", "ZoL0-Token"));
    }

    static Problem proxyTokenWanted() {
        return new Problem(
                407,
                "token-wanted",
                "Token wanted",
                "Send a valid token of this installation in Proxy-Authorization: Bearer, or in X-ZoL0-Token.",
                "http_request_denied",
                null,
                new Challenge("Proxy-Authenticate", "Bearer realm=\"ZoL0\""));
    }

    static Problem tokenNotForCalls(String token) {
        return denied(
                "The token " + token
                        + " is not for calls through the gateway; use one that is, or have an administrator"
                        + " make one under Settings, Tokens.",
                null);
    }

    static Problem tokenNotForEnvironment(String token, String upstream, String environment) {
        return denied(
                "The token " + token + " is not for the environment " + environment + ", to which " + upstream
                        + " belongs; use one that is.",
                upstream);
    }

    private static Problem denied(String detail, @Nullable String upstream) {
        return new Problem(
                403, "token-not-allowed", "Token not allowed", detail, "http_request_denied", upstream, null);
    }

    /** Value of the {@code Proxy-Status} header. */
    String proxyStatus() {
        return upstream == null
                ? "ZoL0; error=" + proxyError
                : "ZoL0; error=" + proxyError + "; next-hop=\"" + upstream + "\"";
    }

    String json() {
        StringBuilder json = new StringBuilder(256).append("{\"type\":\"");
        json.append(type.indexOf(':') < 0 ? "urn:zol0:problem:" : "")
                .append(type)
                .append("\",\"title\":");
        quote(json, title).append(",\"status\":").append(status).append(",\"detail\":");
        quote(json, detail);
        if (upstream != null) {
            quote(json.append(",\"upstream\":"), upstream);
        }
        if (limit != null) {
            members(json, limit);
        }
        return json.append('}').toString();
    }

    private static void members(StringBuilder json, Limit limit) {
        if (limit.quota != null) {
            quote(json.append(",\"quota\":"), limit.quota);
            quote(json.append(",\"violated-policies\":["), "zol0-" + limit.quota)
                    .append(']');
        }
        if (limit.retryAfterSeconds > 0) {
            json.append(",\"retry-after\":").append(limit.retryAfterSeconds);
        }
    }

    /** The whole answer as bytes, for a connection that ends with it. */
    ByteBuf lastWords() {
        byte[] body = json().getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + " " + title + "\r\nContent-Type: " + MEDIA_TYPE + "\r\nProxy-Status: "
                + proxyStatus() + "\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n";
        return Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.US_ASCII), body);
    }

    private static String shortened(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }

    private static StringBuilder quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"');
    }
}
