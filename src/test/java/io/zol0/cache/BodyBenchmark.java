package io.zol0.cache;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What it costs to write a body to a socket from where it may be kept: on the heap, off it, or off it in pieces; run by hand. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 2)
public class BodyBenchmark {
    private static final int IN_A_ROW = 32;

    @Param({"1024", "65536", "1048576"})
    private int bytes;

    @Param({"heap", "direct", "pieces"})
    private String kind;

    private EventLoopGroup loops;
    private Channel caller;
    private ByteBuf body;

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(BodyBenchmark.class.getSimpleName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }

    @Setup
    public void connect() throws InterruptedException {
        loops = new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory());
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(EpollServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Discard());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        caller = new Bootstrap()
                .group(loops)
                .channel(EpollSocketChannel.class)
                .handler(new Discard())
                .connect(server.localAddress())
                .sync()
                .channel();
        if (kind.equals("pieces")) {
            Pieces pieces = new Pieces(new Memory(1 << 26), bytes);
            pieces.add(Unpooled.buffer(bytes).writerIndex(bytes));
            body = pieces.whole();
        } else {
            body = kind.equals("heap")
                    ? Unpooled.buffer(bytes).writerIndex(bytes)
                    : Unpooled.directBuffer(bytes).writerIndex(bytes);
        }
    }

    @TearDown
    public void close() throws InterruptedException {
        loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
    }

    /** Several in a row, so that waiting for the last one is a small part of it. */
    @Benchmark
    @OperationsPerInvocation(IN_A_ROW)
    public void write() throws InterruptedException {
        for (int i = 1; i < IN_A_ROW; i++) {
            var _ = caller.write(body.retainedDuplicate(), caller.voidPromise());
        }
        caller.writeAndFlush(body.retainedDuplicate()).sync();
    }

    private static final class Discard extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ((ByteBuf) message).release();
        }
    }
}
