package io.zol0.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;

class RequestHeadFuzz {
    private static final byte[] BEGINNING = "GET /demo/".getBytes(ISO_8859_1);

    @FuzzTest(maxDuration = "5s")
    void whatever_the_bytes_they_are_read_the_same_in_one_piece_and_byte_by_byte(byte[] bytes) {
        byte[] all = new byte[BEGINNING.length + bytes.length];
        System.arraycopy(BEGINNING, 0, all, 0, BEGINNING.length);
        System.arraycopy(bytes, 0, all, BEGINNING.length, bytes.length);
        List<String> whole = read(all, all.length);
        assertThat(read(all, 1)).isEqualTo(whole);
    }

    /** What is read of the bytes; what is accepted is checked to be unambiguous. */
    private static List<String> read(byte[] bytes, int step) {
        EmbeddedChannel channel = new EmbeddedChannel(new CallerDecoder(GatewayFixture.settings(), 0));
        List<String> heads = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += step) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes, i, Math.min(step, bytes.length - i)));
            for (HttpObject part = channel.readInbound(); part != null; part = channel.readInbound()) {
                if (part instanceof HttpRequest request) {
                    heads.add(described(request));
                }
                ReferenceCountUtil.release(part);
            }
        }
        channel.finishAndReleaseAll();
        return heads;
    }

    private static String described(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return "refused";
        }
        assertThat(request.headers().getAll("Host").size()).isLessThanOrEqualTo(1);
        assertThat(request.headers().contains("Content-Length")
                        && request.headers().contains("Transfer-Encoding"))
                .isFalse();
        request.headers().forEach(field -> {
            assertThat(field.getKey()).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
            assertThat(field.getValue()).doesNotContain("\r", "\n", "\0");
        });
        return request.method() + " " + request.uri() + " " + target(request.uri()) + " "
                + request.headers().entries();
    }

    private static String target(String uri) {
        try {
            Target target = Target.of(uri);
            assertThat("/" + target.upstream() + target.rest()).isEqualTo(uri);
            assertThat(target.path().split("/")).doesNotContain(".", "..");
            return target.path();
        } catch (Malformed malformed) {
            return "refused";
        }
    }
}
