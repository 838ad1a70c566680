package io.zol0.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.cache.CachePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A gigabyte passes, and at no time is more of it under way than sockets and a few buffers hold: what is sent waits for what is read. */
class LargeBodyIT {
    private static final long GIGABYTE = 1L << 30;
    /** Of the gateway itself, and of programs that have read what they have not counted yet. */
    private static final long BUFFERS = 8L << 20;

    /** With both sockets on either side of the gateway as full as this machine lets them grow. */
    private static final long UNDER_WAY = BUFFERS + 2 * (most("tcp_rmem", 6 << 20) + most("tcp_wmem", 4 << 20));

    private static final byte[] PART = new byte[1 << 16];

    /** The most that a socket buffers, by the kernel; what is usual where it does not say. */
    private static long most(String buffer, long usual) {
        try {
            // A reader of lines takes it all at once; such a file gives nothing more to who comes back for the rest.
            String[] sizes = Files.readAllLines(Path.of("/proc/sys/net/ipv4", buffer))
                    .getFirst()
                    .split("\\s+");
            return Long.parseLong(sizes[2]);
        } catch (IOException e) {
            return usual;
        }
    }

    @Test
    void a_gigabyte_comes_down_at_the_pace_of_its_reader() throws Exception {
        comesDown(CachePolicy.OFF, "Content-Length: " + GIGABYTE);
    }

    @Test
    void a_gigabyte_that_could_be_cached_but_for_its_length_comes_down_likewise() throws Exception {
        comesDown(CachePolicy.ORIGIN, "Cache-Control: max-age=60\r\nContent-Length: " + GIGABYTE);
    }

    private static void comesDown(CachePolicy policy, String lines) throws Exception {
        AtomicLong sent = new AtomicLong();
        try (var upstream = new MisbehavingUpstream(with -> {
                    with.say("HTTP/1.1 200 OK\r\n" + lines + "\r\n\r\n");
                    while (sent.get() < GIGABYTE) {
                        with.out().write(PART);
                        sent.addAndGet(PART.length);
                    }
                });
                var gateway = new GatewayFixture(GatewayFixture.settings()).with("demo", upstream);
                var caller = gateway.caller()) {
            gateway.policy = policy;
            caller.get("/demo/large");
            assertThat(caller.head().status()).isEqualTo(200);
            assertThat(mostUnderWay(caller.in(), sent)).isLessThan(UNDER_WAY);
            assertThat(gateway.recorded.next().bytesOut()).isEqualTo(GIGABYTE);
        }
    }

    @Test
    void a_gigabyte_of_a_length_that_nobody_knows_comes_down_and_does_not_stay() throws Exception {
        AtomicLong sent = new AtomicLong();
        byte[] chunk = ("10000\r\n" + "x".repeat(1 << 16) + "\r\n").getBytes(ISO_8859_1);
        try (var upstream = new MisbehavingUpstream(with -> {
                    with.say("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nTransfer-Encoding: chunked\r\n\r\n");
                    while (sent.get() < GIGABYTE) {
                        with.out().write(chunk);
                        sent.addAndGet(1 << 16);
                    }
                    with.say("0\r\n\r\n");
                });
                var gateway = new GatewayFixture(GatewayFixture.settings()).with("demo", upstream);
                var caller = gateway.caller()) {
            gateway.policy = CachePolicy.ORIGIN;
            caller.get("/demo/large");
            assertThat(caller.head().status()).isEqualTo(200);
            assertThat(mostUnderWay(caller.in(), sent)).isLessThan(UNDER_WAY);
            assertThat(gateway.cache.figures(1).taken().toBytes()).isLessThan(UNDER_WAY);
        }
    }

    @Test
    void a_gigabyte_goes_up_at_the_pace_of_its_reader() throws Exception {
        AtomicLong sent = new AtomicLong();
        CompletableFuture<Long> most = new CompletableFuture<>();
        try (var upstream = new MisbehavingUpstream(with -> {
                    most.complete(mostUnderWay(with.in(), sent));
                    with.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                });
                var gateway = new GatewayFixture(GatewayFixture.settings()).with("demo", upstream);
                var caller = gateway.caller()) {
            caller.request("POST", "/demo/large", "Content-Length: " + GIGABYTE);
            while (sent.get() < GIGABYTE) {
                caller.say(PART);
                sent.addAndGet(PART.length);
            }
            assertThat(most.get(60, TimeUnit.SECONDS)).isLessThan(UNDER_WAY);
            assertThat(caller.answer().body()).isEqualTo("ok");
            assertThat(gateway.recorded.next().bytesIn()).isEqualTo(GIGABYTE);
        }
    }

    /** Reads a gigabyte, resting until nothing more is sent now and then; answers the most that was sent and not yet read. */
    private static long mostUnderWay(InputStream in, AtomicLong sent) throws IOException {
        byte[] buffer = new byte[1 << 20];
        long read = 0;
        long most = 0;
        long restAt = 0;
        while (read < GIGABYTE) {
            if (read >= restAt) {
                restAt += GIGABYTE / 4;
                most = Math.max(most, stalled(sent) - read);
            }
            int count = in.read(buffer);
            if (count < 0) {
                throw new IOException("the body broke off after " + read + " bytes");
            }
            read += count;
            most = Math.max(most, sent.get() - read);
        }
        return most;
    }

    /** Waits until no more is sent, because nobody reads; answers how much was. */
    private static long stalled(AtomicLong sent) {
        long[] before = {-1};
        Until.so("sending waits for reading", () -> {
            long now = sent.get();
            boolean same = now == before[0];
            before[0] = now;
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
            return same;
        });
        return sent.get();
    }
}
