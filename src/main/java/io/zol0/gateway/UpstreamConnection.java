package io.zol0.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpClientConnection;
import org.jspecify.annotations.Nullable;

/** A connection to an upstream; belongs to one event loop. */
final class UpstreamConnection {
    private final HttpClientConnection connection;
    private final @Nullable UpstreamCodec codec;
    private int calls;
    private boolean gone;
    private long idleSinceNanos;

    UpstreamConnection(HttpClientConnection connection, int maxHeaderSize) {
        this.connection = connection;
        // Calls hear of it from their stream.
        connection.exceptionHandler(cause -> {});
        connection.channelHandlerContext().pipeline().addFirst(ReadlessClose.HANDLER);
        if (connection.protocolVersion() == HttpVersion.HTTP_2) {
            codec = null;
        } else {
            Channel channel = connection.channelHandlerContext().channel();
            ChannelPipeline pipeline = channel.pipeline();
            codec = new UpstreamCodec(channel, maxHeaderSize);
            pipeline.replace("codec", "codec", codec);
        }
    }

    HttpClientConnection connection() {
        return connection;
    }

    @Nullable
    UpstreamCodec codec() {
        return codec;
    }

    boolean multiplexes() {
        return codec == null;
    }

    /** Whether it takes another call now. */
    boolean free() {
        return !gone && (codec == null ? calls < connection.concurrency() : calls == 0 && codec.reusable());
    }

    boolean idle() {
        return calls == 0;
    }

    void took() {
        calls++;
    }

    void gaveBack(long nowNanos) {
        calls--;
        idleSinceNanos = nowNanos;
    }

    boolean idleLongerThan(long nanos, long nowNanos) {
        return calls == 0 && nowNanos - idleSinceNanos > nanos;
    }

    /** Notes that nobody may use it again; answers whether that is news. */
    boolean leave() {
        boolean news = !gone;
        gone = true;
        return news;
    }

    void close() {
        connection.close();
    }
}
