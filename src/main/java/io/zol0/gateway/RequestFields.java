package io.zol0.gateway;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request's header says to the gateway, and what of it goes on to the upstream; read in one pass. */
final class RequestFields {
    static final String VIA_NAME = "zol0";

    private final Http1xHeaders onward = Http1xHeaders.caseInsensitive();
    private @Nullable String host;
    private @Nullable String origin;
    private @Nullable String fetchSite;
    private @Nullable String token;
    private @Nullable String proxyAuthorization;
    private @Nullable String caller;
    private @Nullable String maxWait;
    private @Nullable String connection;
    private @Nullable String upgrade;
    private @Nullable String expect;
    private @Nullable String traceparent;
    private @Nullable String contentLength;
    private boolean chunked;
    private boolean trailer;
    private boolean takesTrailers;
    private int passes;

    RequestFields(Http1xHeaders headers) {
        Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = all.next();
            CharSequence name = field.getKey();
            CharSequence value = field.getValue();
            if (keep(name, value)) {
                onward.add(name, value);
            }
        }
        if (connection != null) {
            removeNamedIn(connection, onward);
        }
    }

    /** Notes what the gateway wants to know; the decoder made each of these names the one object of {@link Field}. */
    private boolean keep(CharSequence name, CharSequence value) {
        if (name == Field.HOST) {
            host = value.toString();
        } else if (name == Field.CONNECTION) {
            connection = connection == null ? value.toString() : connection + "," + value;
        } else if (name == Field.CONTENT_LENGTH) {
            contentLength = value.toString();
            return true;
        } else if (name == Field.TRANSFER_ENCODING) {
            chunked = true;
        } else if (name == Field.TRAILER) {
            trailer = true;
        } else if (name == Field.TE) {
            takesTrailers |= AsciiString.containsIgnoreCase(value, "trailers");
        } else if (name == Field.UPGRADE) {
            upgrade = value.toString();
        } else if (name == Field.EXPECT) {
            expect = value.toString();
            return true;
        } else if (name == Field.ORIGIN) {
            origin = value.toString();
            return true;
        } else if (name == Field.SEC_FETCH_SITE) {
            fetchSite = value.toString();
            return true;
        } else if (name == Field.VIA) {
            passes += passesIn(value.toString());
            return true;
        } else if (name == Field.TRACEPARENT) {
            traceparent = value.toString();
        } else if (name == Field.TOKEN) {
            token = value.toString();
        } else if (name == Field.CALLER) {
            caller = value.toString();
        } else if (name == Field.MAX_WAIT) {
            maxWait = value.toString();
        } else if (name == Field.PROXY_AUTHORIZATION) {
            proxyAuthorization = value.toString();
        } else {
            return name != Field.KEEP_ALIVE
                    && name != Field.PROXY_CONNECTION
                    && name != Field.HTTP2_SETTINGS
                    && !Field.isOurs(name);
        }
        return false;
    }

    /** Removes the fields that a Connection field names, but for those that frame the message. */
    static void removeNamedIn(String connection, MultiMap headers) {
        int start = 0;
        while (start < connection.length()) {
            int comma = connection.indexOf(',', start);
            int end = comma < 0 ? connection.length() : comma;
            String name = connection.substring(start, end).trim();
            if (!name.isEmpty() && !Field.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
                headers.remove((CharSequence) name);
            }
            start = end + 1;
        }
    }

    private static int passesIn(String via) {
        int count = 0;
        for (int at = via.indexOf(VIA_NAME); at >= 0; at = via.indexOf(VIA_NAME, at + VIA_NAME.length())) {
            count++;
        }
        return count;
    }

    /** What goes on to the upstream; Host, Via and traceparent are added by who sends it. */
    Http1xHeaders onward() {
        return onward;
    }

    String host() {
        return host == null ? "" : host;
    }

    @Nullable
    String origin() {
        return origin;
    }

    @Nullable
    String fetchSite() {
        return fetchSite;
    }

    @Nullable
    String token() {
        return token;
    }

    @Nullable
    String proxyAuthorization() {
        return proxyAuthorization;
    }

    @Nullable
    String caller() {
        return caller;
    }

    /** How long the caller would wait for a quota, as it says. */
    @Nullable
    String maxWait() {
        return maxWait;
    }

    @Nullable
    String expect() {
        return expect;
    }

    /** Whether it expects something that is not known. */
    boolean expectsUnknown() {
        return expect != null && !expect.equalsIgnoreCase("100-continue");
    }

    @Nullable
    String traceparent() {
        return traceparent;
    }

    boolean chunked() {
        return chunked;
    }

    /** Whether it says that trailers will follow. */
    boolean announcesTrailers() {
        return trailer;
    }

    boolean takesTrailers() {
        return takesTrailers;
    }

    /** Whether a body follows the head. */
    boolean hasBody() {
        return chunked || (contentLength != null && !contentLength.equals("0"));
    }

    boolean wantsWebSocket() {
        return upgrade != null
                && connection != null
                && upgrade.equalsIgnoreCase("websocket")
                && AsciiString.containsIgnoreCase(connection, "upgrade");
    }

    /** How often the call came through ZoL0 already. */
    int passes() {
        return passes;
    }
}
