package io.zol0.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Closes a caller's connection so that the last answer arrives: closing with unread input would make the kernel send a reset,
 * which may overtake the answer. So it ends the output, reads and drops what still comes, and closes a little later.
 */
final class LingeringClose extends ChannelDuplexHandler {
    private static final long LONGEST_SECONDS = 1;

    private final CallerDecoder decoder;
    private boolean lingering;

    LingeringClose(CallerDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (lingering) {
            ReferenceCountUtil.release(msg);
        } else {
            ctx.fireChannelRead(msg);
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (lingering
                || !decoder.owesInput()
                || !(ctx.channel() instanceof DuplexChannel channel)
                || !channel.isActive()) {
            ctx.close(promise);
            return;
        }
        lingering = true;
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            SslHandler tls = ctx.pipeline().get(SslHandler.class);
            if (tls == null) {
                channel.shutdownOutput();
            } else {
                tls.closeOutbound();
            }
            channel.config().setAutoRead(true);
            ctx.executor().schedule(() -> ctx.close(promise), LONGEST_SECONDS, TimeUnit.SECONDS);
        });
    }
}
