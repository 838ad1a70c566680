package io.zol0.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A cache in front of an upstream that answers what it is told, at a time that the test sets. */
final class CacheFixture implements AutoCloseable {
    static final CachePolicy ORIGIN = CachePolicy.ORIGIN;

    /** Sun, 06 Nov 1994 08:49:37 GMT, as in the examples of RFC 9110. */
    static final long START = 784_111_777_000L;

    long now = START;
    int calls;
    List<String> sent = List.of();
    final AnswerCache cache;
    final List<Runnable> later = new ArrayList<>();

    private int status = 200;
    private List<String> fields = List.of();
    private byte[] body = "hello".getBytes(ISO_8859_1);
    private int delayMillis;

    CacheFixture() {
        this(CacheSettings.DEFAULTS, Runnable::run);
    }

    CacheFixture(CacheSettings settings, Executor background) {
        cache = new AnswerCache(
                settings, CacheFixture::hash, background, () -> TimeUnit.MILLISECONDS.toNanos(now), () -> now);
    }

    static CacheSettings budget(DataSize size) {
        return new CacheSettings(size, DataSize.ofKilobytes(1), 32);
    }

    /** Not keyed: enough for a test. */
    static byte[] hash(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static CachePolicy own(Duration ttl) {
        return new CachePolicy(
                CacheMode.OWN_TTL,
                ttl,
                "a test",
                Duration.ZERO,
                Duration.ZERO,
                false,
                false,
                CachePriority.MEDIUM,
                true,
                DataSize.ofMegabytes(8),
                Duration.ofSeconds(5));
    }

    static CachePolicy origin(Duration swr, Duration sie, boolean onRefusal, boolean heuristic) {
        return new CachePolicy(
                CacheMode.ORIGIN,
                Duration.ZERO,
                "",
                swr,
                sie,
                onRefusal,
                heuristic,
                CachePriority.MEDIUM,
                true,
                DataSize.ofMegabytes(8),
                Duration.ofSeconds(5));
    }

    static CachePolicy priority(CachePolicy policy, CachePriority priority) {
        return new CachePolicy(
                policy.mode(),
                policy.ttl(),
                policy.reason(),
                policy.staleWhileRevalidate(),
                policy.staleIfError(),
                policy.staleOnRefusal(),
                policy.heuristic(),
                priority,
                policy.compress(),
                policy.largestBody(),
                policy.leaderWait());
    }

    // ---- the upstream

    CacheFixture answers(String... namesAndValues) {
        return answers(200, namesAndValues);
    }

    CacheFixture answers(int with, String... namesAndValues) {
        status = with;
        fields = List.of(namesAndValues);
        return this;
    }

    CacheFixture saying(String text) {
        return saying(text.getBytes(ISO_8859_1));
    }

    CacheFixture saying(byte[] bytes) {
        body = bytes;
        return this;
    }

    CacheFixture after(Duration delay) {
        delayMillis = (int) delay.toMillis();
        return this;
    }

    // ---- time

    CacheFixture wait(Duration time) {
        now += time.toMillis();
        return this;
    }

    String date(Duration from) {
        return HttpDate.format(now + from.toMillis());
    }

    // ---- the caller

    static CacheRequest request(String method, String target, CachePolicy policy, String... fields) {
        return new CacheRequest(method, 1, 1, target, FieldList.of(fields), false, CacheScope.PLAIN, policy, null);
    }

    Answer get(String target, String... fields) {
        return ask(request("GET", target, ORIGIN, fields));
    }

    Answer get(CachePolicy policy, String target, String... fields) {
        return ask(request("GET", target, policy, fields));
    }

    /** What the caller got. */
    record Answer(int status, FieldList fields, String text, boolean fromStore, String cacheStatus) {
        @Nullable
        String field(String name) {
            return fields.first(name);
        }
    }

    /** Does with a request what the gateway does. */
    Answer ask(CacheRequest request) {
        try (Visit visit = cache.visit(request, now)) {
            return switch (visit.next()) {
                case SERVE -> written(visit.serve(now));
                case SERVE_AND_REFRESH -> {
                    Answer answer = written(visit.serve(now));
                    Visit refreshing = visit.refreshing(now);
                    if (refreshing != null) {
                        later.add(() -> {
                            try (refreshing) {
                                forward(request, refreshing);
                            }
                        });
                    }
                    yield answer;
                }
                case REFUSE -> new Answer(504, FieldList.EMPTY, "", false, visit.cacheStatus());
                case FETCH, REVALIDATE, BYPASS -> forward(request, visit);
            };
        }
    }

    /** Does what was left for later. */
    void catchUp() {
        List<Runnable> all = List.copyOf(later);
        later.clear();
        all.forEach(Runnable::run);
    }

    private Answer forward(CacheRequest request, Visit visit) {
        calls++;
        List<String> onward = new ArrayList<>();
        request.fields().forEach((name, value) -> {
            onward.add(name.toString());
            onward.add(value.toString());
        });
        visit.editRequest((name, value) -> {
            for (int i = 0; i < onward.size(); i += 2) {
                if (onward.get(i).equalsIgnoreCase(name.toString())) {
                    onward.remove(i + 1);
                    onward.remove(i);
                    i -= 2;
                }
            }
            if (value != null) {
                onward.add(name.toString());
                onward.add(value);
            }
        });
        sent = onward;
        long sentAt = now;
        now += delayMillis;
        if (status == 0) {
            Served instead = visit.failed(now);
            return instead == null
                    ? new Answer(502, FieldList.EMPTY, "", false, visit.cacheStatus())
                    : written(instead);
        }
        FieldList answer = FieldList.of(fields.toArray(String[]::new));
        return switch (visit.arrived(status, answer, sentAt, now)) {
            case Arrival.Pass() -> new Answer(status, answer, new String(body, ISO_8859_1), false, visit.cacheStatus());
            case Arrival.Keep(Filling filling) -> {
                filling.add(Unpooled.wrappedBuffer(body));
                filling.complete(now);
                yield new Answer(status, answer, new String(body, ISO_8859_1), false, visit.cacheStatus());
            }
            case Arrival.Serve(Served served) -> written(served);
        };
    }

    static Answer written(Served served) {
        List<String> lines = new ArrayList<>();
        served.forEach((name, value) -> {
            lines.add(name.toString());
            lines.add(value.toString());
        });
        ByteBuf bytes = served.takeBody();
        byte[] copy = new byte[bytes == null ? 0 : bytes.readableBytes()];
        if (bytes != null) {
            bytes.readBytes(copy);
            bytes.release();
        }
        assertThat(served.takeBody()).isNull();
        assertThat((long) copy.length).isEqualTo(served.bodyBytes());
        return new Answer(
                served.status(),
                FieldList.of(lines.toArray(String[]::new)),
                new String(copy, ISO_8859_1),
                true,
                served.cacheStatus());
    }

    @Override
    public void close() {
        cache.close();
    }
}
