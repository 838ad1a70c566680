package io.zol0.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.impl.HttpClientStream;
import io.vertx.core.http.impl.HttpResponseHead;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import io.vertx.core.net.NetSocket;
import org.jspecify.annotations.Nullable;

/** A WebSocket after its handshake: bytes both ways, at the pace of the slower side, until either side ends. */
final class Tunnel {
    private final Exchange call;
    private final HttpClientStream upstream;
    private final Route route;
    private @Nullable NetSocket caller;
    private boolean closed;

    Tunnel(Exchange call, HttpClientStream upstream, Route route) {
        this.call = call;
        this.upstream = upstream;
        this.route = route;
    }

    void open(HttpResponseHead head) {
        upstream.pause();
        upstream.dataHandler(this::fromUpstream);
        upstream.exceptionHandler(cause -> close(null));
        upstream.trailersHandler(trailers -> close(null));
        Http1xHeaders headers = Http1xHeaders.caseInsensitive();
        new AnswerFields(head.headers.iterator(), headers, route);
        headers.set(Field.CONNECTION, (CharSequence) "Upgrade");
        headers.set(Field.UPGRADE, (CharSequence) "websocket");
        headers.add(Field.VIA, (CharSequence) ("1.1 " + RequestFields.VIA_NAME));
        call.response().headers().setAll(headers);
        call.tunnels(this);
        call.request().toNetSocket().onComplete(made -> {
            if (made.failed()) {
                close("The caller's connection could not become a tunnel.");
                return;
            }
            call.headWritten(101, System.nanoTime());
            NetSocket socket = made.result();
            caller = socket;
            socket.handler(this::fromCaller);
            socket.drainHandler(v -> upstream.fetch(Long.MAX_VALUE));
            socket.exceptionHandler(cause -> close(null));
            socket.closeHandler(v -> close(null));
            upstream.drainHandler(v -> socket.resume());
            upstream.fetch(Long.MAX_VALUE);
        });
    }

    private void fromCaller(Buffer bytes) {
        call.tookBody(bytes.length());
        call.tunnelMoved();
        upstream.writeChunk(bytes, false);
        NetSocket socket = caller;
        if (!upstream.isWritable() && socket != null) {
            socket.pause();
        }
    }

    private void fromUpstream(Buffer bytes) {
        NetSocket socket = caller;
        if (socket == null) {
            return;
        }
        call.gaveBody(bytes.length());
        call.tunnelMoved();
        socket.write(bytes);
        if (socket.writeQueueFull()) {
            upstream.pause();
        }
    }

    /** Ends both sides, after what was written so far. */
    void close(@Nullable String why) {
        if (closed) {
            return;
        }
        closed = true;
        NetSocket socket = caller;
        if (socket != null) {
            socket.close();
        } else {
            call.request().connection().close();
        }
        Fetch.giveUp(upstream);
        call.tunnelClosed(why);
    }
}
