package io.zol0.gateway;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in words, and in the terms of RFC 9209, what went wrong with an upstream. */
final class Failures {
    private Failures() {}

    /** Why there is no connection. */
    static Problem connecting(String upstream, Duration timeout, Throwable cause) {
        if (has(cause, ConnectTimeoutException.class) || has(cause, TimeoutException.class)) {
            return Problem.timeout(upstream, "connection_timeout", "took no connection within " + words(timeout));
        }
        if (has(cause, ForbiddenAddress.class)) {
            return Problem.badGateway(
                    upstream,
                    "destination_ip_prohibited",
                    "is at a link-local or cloud metadata address, which ZoL0 never calls");
        }
        if (has(cause, UnknownHostException.class)) {
            return Problem.badGateway(upstream, "dns_error", "has a host name that does not resolve");
        }
        if (has(cause, CertificateException.class)) {
            return Problem.badGateway(
                    upstream, "tls_certificate_error", "shows a certificate that is not trusted: " + innermost(cause));
        }
        if (has(cause, SSLException.class)) {
            return Problem.badGateway(upstream, "tls_protocol_error", "failed the TLS handshake: " + innermost(cause));
        }
        if (has(cause, ConnectException.class)) {
            return Problem.badGateway(upstream, "connection_refused", "refused the connection");
        }
        return Problem.badGateway(
                upstream, "destination_unavailable", "could not be connected to: " + innermost(cause));
    }

    static Problem answeringProblem(String upstream, Throwable cause) {
        String error = isClosed(cause) ? "connection_terminated" : "http_protocol_error";
        return Problem.badGateway(upstream, error, answering(cause));
    }

    /** What an upstream did instead of answering properly. */
    static String answering(Throwable cause) {
        if (cause instanceof BadAnswer bad) {
            return String.valueOf(bad.getMessage());
        }
        if (cause instanceof TooLongFrameException) {
            return "sent a head longer than zol0.gateway.max-header-size";
        }
        if (cause instanceof HttpClosedException) {
            return "closed the connection before the answer was complete";
        }
        if (cause instanceof StreamResetException reset) {
            return "reset the stream with code " + reset.getCode();
        }
        if (cause instanceof IOException) {
            return "broke the connection before the answer was complete";
        }
        return "sent an answer that cannot be read";
    }

    /** Whether the connection is gone, rather than the answer being bad. */
    static boolean isClosed(Throwable cause) {
        return cause instanceof HttpClosedException || cause instanceof IOException;
    }

    private static boolean has(@Nullable Throwable cause, Class<? extends Throwable> kind) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (kind.isInstance(at)) {
                return true;
            }
        }
        return false;
    }

    static String innermost(Throwable cause) {
        Throwable at = cause;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
    }

    static String words(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
