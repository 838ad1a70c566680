package io.zol0.gateway;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import io.zol0.home.Refusal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the transport by trying it: containers often have io_uring in the kernel and forbid it, or allow half of it. */
final class Transports {
    private static final Logger log = LoggerFactory.getLogger(Transports.class);
    private static final int PROBE_SECONDS = 3;

    static {
        // Its io_uring asks at each step whether it is to be traced. This logger answers at the least cost, and
        // what it has to say reaches the same log.
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        // With multishot polls a read is lost now and then where reading is switched off and on again: the answer
        // never comes to its end (like netty/netty#17049, and still so with 4.2.18); see also ReadlessClose. To be
        // said before Netty looks whether io_uring works.
        if (System.getProperty("io.netty.iouring.pollAddMultishotEnabled") == null) {
            System.setProperty("io.netty.iouring.pollAddMultishotEnabled", "false");
        }
    }

    private Transports() {}

    /** The transport asked for, or the best that works; refuses where the one asked for does not work. */
    static io.vertx.core.transport.Transport choose(Transport wanted) {
        return switch (wanted) {
            case AUTO ->
                List.of(Transport.IO_URING, Transport.EPOLL).stream()
                        .map(Transports::working)
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .orElse(io.vertx.core.transport.Transport.NIO);
            case NIO -> io.vertx.core.transport.Transport.NIO;
            case IO_URING, EPOLL -> {
                io.vertx.core.transport.Transport transport = working(wanted);
                if (transport == null) {
                    throw new Refusal("The transport " + wanted.name().toLowerCase(java.util.Locale.ROOT)
                            + " does not work on this machine; set zol0.gateway.transport to auto.");
                }
                yield transport;
            }
        };
    }

    /** The transport, if a connection to itself over loopback carries a byte there and back; null if not. */
    static io.vertx.core.transport.@Nullable Transport working(Transport kind) {
        io.vertx.core.transport.Transport transport = kind == Transport.IO_URING
                ? io.vertx.core.transport.Transport.IO_URING
                : io.vertx.core.transport.Transport.EPOLL;
        if (transport == null || !transport.available()) {
            return null;
        }
        EventLoopGroup group = null;
        try {
            group = transport.implementation().eventLoopGroup(1, 1, new DefaultThreadFactory("probe", true), 50);
            return echoes(transport.implementation(), group) ? transport : null;
        } catch (Exception | LinkageError e) {
            log.info("{} was tried and does not work here: {}", transport.name(), e.toString());
            return null;
        } finally {
            if (group != null) {
                group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            }
        }
    }

    private static boolean echoes(io.vertx.core.spi.transport.Transport transport, EventLoopGroup group)
            throws InterruptedException {
        CountDownLatch back = new CountDownLatch(1);
        Channel server = new ServerBootstrap()
                .group(group)
                .channelFactory(transport.serverChannelFactory(false))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext ctx, Object msg) {
                                ctx.writeAndFlush(msg);
                            }
                        });
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        Channel client = new Bootstrap()
                .group(group)
                .channelFactory(transport.channelFactory(false))
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object msg) {
                        ReferenceCountUtil.release(msg);
                        back.countDown();
                    }
                })
                .connect(server.localAddress())
                .sync()
                .channel();
        client.writeAndFlush(client.alloc().buffer(1).writeByte('?'));
        boolean echoed = back.await(PROBE_SECONDS, TimeUnit.SECONDS);
        client.close().sync();
        server.close().sync();
        return echoed;
    }
}
