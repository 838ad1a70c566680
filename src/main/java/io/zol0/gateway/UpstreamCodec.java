package io.zol0.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 with an upstream, one call at a time: it replaces Vert.x's codec in the pipeline, to refuse ambiguous answers and to
 * know for certain whether a connection may be used again.
 */
final class UpstreamCodec extends CombinedChannelDuplexHandler<UpstreamCodec.Decoder, UpstreamCodec.Encoder> {
    private static final int MOST_INTERIM_ANSWERS = 16;

    private final Channel channel;
    private boolean outstanding;
    private boolean tainted;
    private boolean anythingReceived;
    private boolean headAsked;
    private boolean upgradeAsked;
    private int interimAnswers;
    private @Nullable Runnable onReadComplete;
    private @Nullable Http1xHeaders toSend;
    private Http1xHeaders received = Http1xHeaders.caseInsensitive();

    UpstreamCodec(Channel channel, int maxHeaderSize) {
        this.channel = channel;
        init(new Decoder(maxHeaderSize), new Encoder());
    }

    /** Whether another call may be sent: the last one was answered in full, and nothing came that nobody asked for. */
    boolean reusable() {
        return !outstanding && !tainted && channel.isActive();
    }

    /** Whether any byte has come since the call was sent. */
    boolean answered() {
        return anythingReceived;
    }

    /** Gives the next request these fields; Vert.x would copy and check each of them once more. */
    void send(Http1xHeaders fields) {
        toSend = fields;
    }

    /** The fields of the head that came last, as bytes; Vert.x shows them as strings. */
    Http1xHeaders received() {
        return received;
    }

    /** Runs after each batch of bytes was read, until the answer ends. */
    void onReadComplete(@Nullable Runnable action) {
        onReadComplete = action;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) throws Exception {
        if (msg instanceof HttpRequest request) {
            outstanding = true;
            anythingReceived = false;
            interimAnswers = 0;
            headAsked = request.method().equals(HttpMethod.HEAD);
            upgradeAsked = request.headers().contains(Field.UPGRADE);
        }
        super.write(ctx, msg, promise);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        super.channelReadComplete(ctx);
        Runnable action = onReadComplete;
        if (action != null) {
            action.run();
        }
    }

    /** Writes requests. */
    final class Encoder extends HttpRequestEncoder {
        @Override
        protected void encodeHeaders(HttpHeaders headers, ByteBuf out) {
            Http1xHeaders own = toSend;
            if (own != null) {
                toSend = null;
                own.encode(out, false);
            }
            super.encodeHeaders(headers, out);
        }
    }

    /** Reads answers. */
    final class Decoder extends HttpResponseDecoder {
        private int lengths;
        private int codings;
        private boolean interim;
        private boolean dropping;
        private boolean switched;

        Decoder(int maxHeaderSize) {
            super(new HttpDecoderConfig()
                    .setMaxInitialLineLength(maxHeaderSize)
                    .setMaxHeaderSize(maxHeaderSize)
                    .setMaxChunkSize(1 << 16));
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
            if (!outstanding) {
                // Whatever comes unasked could be taken for the answer to the next caller's call.
                tainted = true;
                in.skipBytes(in.readableBytes());
                ctx.close();
                return;
            }
            anythingReceived = true;
            int before = out.size();
            super.decode(ctx, in, out);
            for (int i = before; i < out.size(); i++) {
                look((HttpObject) out.get(i), in);
            }
            if (dropping) {
                out.subList(before, out.size()).forEach(ReferenceCountUtil::release);
                out.subList(before, out.size()).clear();
            }
        }

        private void look(HttpObject part, ByteBuf in) {
            if (part.decoderResult().isFailure()) {
                tainted = true;
            } else if (part instanceof HttpResponse response) {
                int status = response.status().code();
                interim = status / 100 == 1 && status != 101;
                dropping = interim && dropped(status);
                switched = status == 101;
            } else if (part instanceof LastHttpContent && !interim && !switched) {
                dropping = false;
                outstanding = false;
                if (in.isReadable()) {
                    tainted = true;
                    in.skipBytes(in.readableBytes());
                }
            }
        }

        @Override
        protected HttpMessage createMessage(String[] line) {
            HttpVersion version = HttpVersion.valueOf(line[0]);
            if (version.majorVersion() != 1 || !version.protocolName().equals("HTTP")) {
                throw new BadAnswer("sent an answer that is not HTTP/1");
            }
            int status = Integer.parseInt(line[1]);
            HttpResponseStatus found = HttpResponseStatus.valueOf(status, line[2]);
            if (found != HttpResponseStatus.valueOf(status) && hasControl(line[2])) {
                throw new BadAnswer("sent a reason with control characters");
            }
            // The caller's response checks the fields of a final answer; those of an interim one are checked here.
            received = status / 100 == 1 ? Http1xHeaders.httpHeaders() : Http1xHeaders.caseInsensitive();
            return new DefaultHttpResponse(version, found, received);
        }

        private static boolean hasControl(String reason) {
            for (int i = 0; i < reason.length(); i++) {
                char c = reason.charAt(i);
                if (c < ' ' && c != '\t' || c == 0x7f) {
                    return true;
                }
            }
            return false;
        }

        /** Interim answers that Vert.x would take for final ones. */
        private boolean dropped(int status) {
            return status != 100 && status != 103;
        }

        @Override
        protected AsciiString splitHeaderName(byte[] bytes, int start, int length) {
            AsciiString name = Field.known(bytes, start, length);
            if (name == Field.CONTENT_LENGTH) {
                lengths++;
            } else if (name == Field.TRANSFER_ENCODING) {
                codings++;
            }
            if (name == null) {
                name = super.splitHeaderName(bytes, start, length);
                if (HttpHeaderValidationUtil.validateToken(name) >= 0) {
                    throw new BadAnswer("sent a field whose name is no token");
                }
            }
            return name;
        }

        /** Called with each whole head: the place to judge it, and to throw where it is ambiguous. */
        @Override
        protected boolean isContentAlwaysEmpty(HttpMessage message) {
            boolean twice = lengths > 1 || codings > 1;
            boolean both = lengths > 0 && codings > 0;
            boolean coded = codings > 0;
            lengths = codings = 0;
            int status = ((HttpResponse) message).status().code();
            if (status / 100 == 1 && ++interimAnswers > MOST_INTERIM_ANSWERS) {
                throw new BadAnswer("sent more than " + MOST_INTERIM_ANSWERS + " interim answers");
            }
            if (status == 101 && !upgradeAsked) {
                throw new BadAnswer("switched protocols without being asked");
            }
            if (both) {
                throw new BadAnswer("sent both Content-Length and Transfer-Encoding");
            }
            if (twice) {
                throw new BadAnswer("sent its Content-Length or Transfer-Encoding twice");
            }
            if (coded && !"chunked".equalsIgnoreCase(message.headers().get(Field.TRANSFER_ENCODING))) {
                throw new BadAnswer("sent a Transfer-Encoding that is not just \"chunked\"");
            }
            return (headAsked && status / 100 != 1) || super.isContentAlwaysEmpty(message);
        }
    }
}
