package io.zol0.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import io.zol0.cache.Served;
import org.jspecify.annotations.Nullable;

/**
 * Turns answers into bytes; it replaces Vert.x's encoder in the pipeline, to write the lines of a stored answer as they are kept, instead
 * of checking and hashing each of them at every hit.
 */
final class CallerEncoder extends HttpResponseEncoder {
    private @Nullable Served stored;

    /** Puts the lines of a stored answer into the next head that is written, before those of its response. */
    void puts(Served answer) {
        stored = answer;
    }

    @Override
    protected void encodeHeaders(HttpHeaders headers, ByteBuf head) {
        Served lines = stored;
        if (lines != null) {
            stored = null;
            lines.writeHead(head);
        }
        if (headers instanceof Http1xHeaders own) {
            own.encode(head, false);
        } else {
            super.encodeHeaders(headers, head);
        }
    }
}
