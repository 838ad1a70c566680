package io.zol0.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import java.util.List;

/**
 * Turns a caller's bytes into requests, and refuses what is ambiguous: it replaces Vert.x's decoder in the pipeline, since that
 * one lets two Host fields pass, drops Content-Length beside Transfer-Encoding, unfolds folded lines and hides trailers.
 */
final class CallerDecoder extends HttpRequestDecoder {
    private final HeadCheck head;
    private boolean inBody;
    private boolean refused;
    private int hosts;
    private int lengths;
    private int codings;
    private long headBegunNanos;
    private long readNanos;

    CallerDecoder(GatewaySettings settings, long nowNanos) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength((int) settings.maxUrlLength().toBytes() + 64)
                .setMaxHeaderSize((int) settings.maxHeaderSize().toBytes())
                .setMaxChunkSize(1 << 16));
        this.head = new HeadCheck((int) settings.maxUrlLength().toBytes(), (int)
                settings.maxHeaderSize().toBytes());
        this.readNanos = nowNanos;
    }

    /** When the last bytes came, in nanoseconds. */
    long readNanos() {
        return readNanos;
    }

    /** Whether a head has been on its way for longer than that. */
    boolean headSlowerThan(long nanos, long nowNanos) {
        return !inBody && !refused && head.begun() && nowNanos - headBegunNanos > nanos;
    }

    /** Drops whatever else the caller sends. */
    void refuseRest() {
        refused = true;
    }

    /** Whether the caller still has to send the rest of a request, or sent what nobody will read. */
    boolean owesInput() {
        return inBody || refused;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
        readNanos = System.nanoTime();
        super.channelRead(ctx, msg);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (!inBody) {
            if (!head.begun()) {
                headBegunNanos = readNanos;
            }
            if (!head.complete(in)) {
                Malformed malformed = head.malformed();
                if (malformed != null) {
                    refuse(in, out, malformed);
                }
                return;
            }
            head.reset();
            inBody = true;
            hosts = lengths = codings = 0;
            // The body's decoder hands out the head line by line, the whole of it now.
        }
        int before = out.size();
        super.decode(ctx, in, out);
        if (out.size() > before) {
            look(out);
        }
    }

    private void look(List<Object> out) {
        Object last = out.get(out.size() - 1);
        if (last instanceof HttpMessage message && message.decoderResult().isFailure()) {
            refused = true;
        } else if (last instanceof LastHttpContent content) {
            inBody = false;
            if (content.decoderResult().isFailure()) {
                refused = true;
                content.setDecoderResult(DecoderResult.failure(Malformed.because("its chunked body is broken")));
            } else if (content != LastHttpContent.EMPTY_LAST_CONTENT
                    && !content.trailingHeaders().isEmpty()) {
                refused = true;
                ReferenceCountUtil.release(content);
                LastHttpContent instead = new DefaultLastHttpContent();
                instead.setDecoderResult(DecoderResult.failure(Malformed.trailers()));
                out.set(out.size() - 1, instead);
            }
        }
    }

    private void refuse(ByteBuf in, List<Object> out, Malformed why) {
        refused = true;
        in.skipBytes(in.readableBytes());
        HttpMessage message = createInvalidMessage();
        message.setDecoderResult(DecoderResult.failure(why));
        out.add(message);
    }

    @Override
    protected AsciiString splitHeaderName(byte[] bytes, int start, int length) {
        AsciiString name = Field.known(bytes, start, length);
        if (name == Field.HOST) {
            hosts++;
        } else if (name == Field.CONTENT_LENGTH) {
            lengths++;
        } else if (name == Field.TRANSFER_ENCODING) {
            codings++;
        }
        return name != null ? name : super.splitHeaderName(bytes, start, length);
    }

    /** Called with each whole head: the place to judge it, and to throw where it is ambiguous. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        if (hosts > 1) {
            throw Malformed.because("it has more than one Host");
        }
        if (hosts == 0 && message.protocolVersion() == HttpVersion.HTTP_1_1) {
            throw Malformed.because("it has no Host");
        }
        if (lengths > 1) {
            throw Malformed.because("it has more than one Content-Length");
        }
        if (codings > 0) {
            if (lengths > 0) {
                throw Malformed.because("it has both Content-Length and Transfer-Encoding");
            }
            if (message.protocolVersion() != HttpVersion.HTTP_1_1) {
                throw Malformed.because("it has Transfer-Encoding, which HTTP/1.0 does not know");
            }
            if (codings > 1 || !"chunked".equalsIgnoreCase(message.headers().get(Field.TRANSFER_ENCODING))) {
                throw Malformed.because("its Transfer-Encoding is not just \"chunked\"");
            }
        }
        return false;
    }

    @Override
    protected HttpMessage createMessage(String[] line) {
        return new DefaultHttpRequest(
                HttpVersion.valueOf(line[2]), HttpMethod.valueOf(line[0]), line[1], Http1xHeaders.caseInsensitive());
    }

    @Override
    protected HttpMessage createInvalidMessage() {
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/", Http1xHeaders.caseInsensitive());
    }
}
