package io.zol0.gateway;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.impl.headers.Http1xHeaders;

/**
 * What is asked of an upstream.
 *
 * @param target path and query without the upstream's own, byte for byte
 * @param fields what is sent, without Host and what concerns the connection
 * @param hasBody whether the caller's body follows
 * @param chunked whether that body says its length by chunks
 * @param webSocket whether the connection shall become a WebSocket
 * @param takesTrailers whether whoever asks can take trailers
 */
record UpstreamRequest(
        HttpMethod method,
        String target,
        Http1xHeaders fields,
        boolean hasBody,
        boolean chunked,
        boolean webSocket,
        boolean takesTrailers) {
    static final AsciiString VIA = AsciiString.cached("1.1 " + RequestFields.VIA_NAME);
    private static final AsciiString VIA_10 = AsciiString.cached("1.0 " + RequestFields.VIA_NAME);

    /** What a call asks, passed on; takes over the call's fields. */
    static UpstreamRequest of(Exchange call) {
        return of(call, call.fields().onward());
    }

    /** What a call asks, with other fields. */
    static UpstreamRequest of(Exchange call, Http1xHeaders fields) {
        RequestFields asked = call.fields();
        stamp(fields, call);
        return new UpstreamRequest(
                call.request().method(),
                call.target(),
                fields,
                asked.hasBody(),
                asked.chunked(),
                asked.wantsWebSocket(),
                asked.takesTrailers());
    }

    private static void stamp(Http1xHeaders fields, Exchange call) {
        fields.add(Field.VIA, (CharSequence) (call.http10() ? VIA_10 : VIA));
        fields.add(Field.TRACEPARENT, TraceParent.of(call.fields().traceparent()));
    }

    /** Whether asking once more does no harm. */
    boolean repeatable() {
        return !hasBody && !webSocket && (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD));
    }
}
