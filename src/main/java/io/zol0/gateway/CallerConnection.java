package io.zol0.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.http1.Http1ServerConnection;
import io.vertx.core.net.SocketAddress;
import io.zol0.cache.Served;
import org.jspecify.annotations.Nullable;

/** A caller's connection; belongs to one event loop. */
final class CallerConnection {
    private static final long NOTED_NANOS = 300_000_000_000L;
    static final AttributeKey<CallerConnection> KEY = AttributeKey.valueOf(CallerConnection.class, "caller");

    private final HttpConnection connection;
    private final ChannelHandlerContext bottom;
    private final CallerDecoder decoder;
    private final CallerEncoder encoder;
    private final Channel channel;
    private int calls;
    private long lastEndNanos;
    private @Nullable String seen;
    private long seenNanos;
    /** Place in the loop's list. */
    int index;

    private CallerConnection(
            HttpConnection connection, ChannelHandlerContext bottom, CallerDecoder decoder, CallerEncoder encoder) {
        this.connection = connection;
        this.bottom = bottom;
        this.channel = bottom.channel();
        this.decoder = decoder;
        this.encoder = encoder;
        this.lastEndNanos = decoder.readNanos();
    }

    /** Takes over a new connection before its first byte is read: puts decoder and encoder of ours where Vert.x's were. */
    static CallerConnection of(HttpConnection connection, GatewaySettings settings) {
        ChannelPipeline pipeline =
                ((Http1ServerConnection) connection).channelHandlerContext().pipeline();
        CallerDecoder decoder = new CallerDecoder(settings, System.nanoTime());
        pipeline.replace("httpDecoder", "httpDecoder", decoder);
        CallerEncoder encoder = new CallerEncoder();
        pipeline.replace("httpEncoder", "httpEncoder", encoder);
        // Above TLS, where there is any: what it drops are requests, and what is said past the codec is to be
        // encrypted.
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        if (tls == null) {
            pipeline.addFirst("lingering", new LingeringClose(decoder));
        } else {
            pipeline.addAfter(tls.name(), "lingering", new LingeringClose(decoder));
        }
        pipeline.addFirst(ReadlessClose.HANDLER);
        return new CallerConnection(connection, pipeline.context("lingering"), decoder, encoder);
    }

    /** When the head of the call now beginning had arrived; later for a pipelined one, which waited for its caller's sake. */
    long arrivalNanos() {
        return Math.max(decoder.readNanos(), lastEndNanos);
    }

    /** Whether it is time to note that this caller is at the other end: when it was not known before, and every few minutes. */
    boolean isToBeNoted(String caller, long nowNanos) {
        if (caller.equals(seen) && nowNanos - seenNanos < NOTED_NANOS) {
            return false;
        }
        seen = caller;
        seenNanos = nowNanos;
        return true;
    }

    /** Of whoever connected. */
    String address() {
        SocketAddress remote = connection.remoteAddress();
        String address = remote == null ? null : remote.hostAddress();
        return address == null ? "unknown" : address;
    }

    void began() {
        calls++;
    }

    void ended(long nowNanos) {
        calls--;
        lastEndNanos = nowNanos;
    }

    /** Has the next head begin with the lines of a stored answer. */
    void puts(Served answer) {
        encoder.puts(answer);
    }

    /** Closes it after what was written so far. */
    void close() {
        connection.close();
    }

    /**
     * Breaks it off in the middle of an answer.
     *
     * @param endless whether the end of the connection would be taken for the end of the answer, so that only a reset tells
     */
    void cut(boolean endless) {
        if (endless && channel.isActive()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.config().setAutoRead(false);
            // Past TLS too, whose closing alert would be an orderly end.
            channel.pipeline().firstContext().close();
        } else {
            bottom.close();
        }
    }

    /** Says a last word and closes; for what cannot be answered as a call. */
    void end(@Nullable Problem problem) {
        if (problem == null) {
            channel.close();
        } else {
            decoder.refuseRest();
            bottom.writeAndFlush(problem.lastWords()).addListener((ChannelFutureListener) f -> channel.close());
        }
    }

    /** Looks whether the caller is too slow with a head, or has been silent for too long. */
    void tick(long nowNanos, long headNanos, long idleNanos) {
        if (calls > 0) {
            return;
        }
        if (decoder.headSlowerThan(headNanos, nowNanos)) {
            end(Problem.of(
                    408,
                    "head-timeout",
                    "Request timeout",
                    "The head of the request took longer than zol0.gateway.head-timeout."));
        } else if (nowNanos - arrivalNanos() > idleNanos) {
            end(null);
        }
    }
}
