package io.zol0.gateway;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Has a channel stop reading before it closes. Without it Netty's io_uring, where it polls once at a time, may ask for one more poll
 * while it closes, which holds the socket open until the other side gives up.
 */
@ChannelHandler.Sharable
final class ReadlessClose extends ChannelOutboundHandlerAdapter {
    static final ReadlessClose HANDLER = new ReadlessClose();

    private ReadlessClose() {}

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        ctx.channel().config().setAutoRead(false);
        ctx.close(promise);
    }
}
