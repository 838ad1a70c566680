package io.zol0.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTests {
    private static final CachePolicy OWN = CacheFixture.own(Duration.ofMinutes(1));

    private final CacheFixture fixture = new CacheFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static String json(int bytes) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; text.length() < bytes; i++) {
            text.append("{\"symbol\":\"BTCUSDT\",\"price\":\"")
                    .append(60_000 + i)
                    .append("\"},");
        }
        return text.toString();
    }

    private static String unpacked(String body) {
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1100, 20_000, 262_144, 300_000, 2_000_000})
    void a_body_is_sent_as_it_is_kept_to_who_takes_it_and_plain_to_who_does_not(int length) {
        String body = json(length);
        fixture.answers("Content-Type", "application/json; charset=utf-8", "ETag", "\"a\"")
                .saying(body);
        fixture.get(OWN, "/a");
        CacheFixture.Answer packed = fixture.get(OWN, "/a", "Accept-Encoding", "br, gzip");
        assertThat(packed.fromStore()).isTrue();
        assertThat(packed.field("content-encoding")).isEqualTo("gzip");
        assertThat(packed.field("etag")).isEqualTo("W/\"a\"");
        assertThat(packed.field("vary")).isEqualTo("Accept-Encoding");
        assertThat(packed.field("content-length"))
                .isEqualTo(Integer.toString(packed.text().length()));
        assertThat(packed.text().length()).isLessThan(body.length() / 4);
        assertThat(unpacked(packed.text())).isEqualTo(body);
        CacheFixture.Answer plain = fixture.get(OWN, "/a");
        assertThat(plain.field("content-encoding")).isNull();
        assertThat(plain.field("etag")).isEqualTo("\"a\"");
        assertThat(plain.text()).isEqualTo(body);
        CacheFixture.Answer part = fixture.get(OWN, "/a", "Accept-Encoding", "gzip", "Range", "bytes=10-19");
        assertThat(part.field("content-encoding")).isNull();
        assertThat(part.text()).isEqualTo(body.substring(10, 20));
        assertThat(fixture.get(OWN, "/a", "If-None-Match", "W/\"a\"").status()).isEqualTo(304);
    }

    @Test
    void what_is_compressed_counts_by_its_compressed_size() {
        fixture.answers("Content-Type", "application/json").saying(json(100_000));
        fixture.get(OWN, "/a");
        assertThat(fixture.cache.store().heldBytes()).isLessThan(25_000);
        assertThat(fixture.cache.memory().usedBytes()).isLessThan(25_000);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, '', 1024, false",
        "application/json, '', 1100, true",
        "image/png, '', 10000, false",
        "'', '', 10000, false",
        "application/problem+json, '', 10000, true",
        "text/csv, '', 10000, true",
        "application/json, no-transform, 10000, false",
    })
    void only_what_is_large_enough_and_likely_to_shrink_is_compressed(
            String type, String directive, int length, boolean packed) {
        fixture.answers("Cache-Control", "max-age=60, " + directive, "Content-Type", type)
                .saying(json(length).substring(0, length));
        fixture.get("/a");
        assertThat(fixture.get("/a", "Accept-Encoding", "gzip").field("content-encoding"))
                .isEqualTo(packed ? "gzip" : null);
    }

    @Test
    void what_does_not_shrink_or_is_coded_by_the_upstream_or_the_policy_leaves_alone_stays_as_it_is() {
        byte[] noise = new byte[10_000];
        new java.util.Random(1).nextBytes(noise);
        fixture.answers("Cache-Control", "max-age=60", "Content-Type", "text/plain")
                .saying(noise);
        fixture.get("/noise");
        assertThat(fixture.get("/noise", "Accept-Encoding", "gzip").field("content-encoding"))
                .isNull();
        fixture.answers("Cache-Control", "max-age=60", "Content-Type", "text/plain", "Content-Encoding", "br")
                .saying(json(10_000));
        fixture.get("/coded", "Accept-Encoding", "br");
        assertThat(fixture.get("/coded", "Accept-Encoding", "br, gzip").fields().all("content-encoding"))
                .containsExactly("br");
        assertThat(fixture.cache.memory().arrivingBytes()).isZero();
    }

    @Test
    void until_it_is_compressed_and_where_nobody_has_time_for_it_it_is_served_plain() {
        List<Runnable> later = new ArrayList<>();
        try (CacheFixture slow = new CacheFixture(CacheSettings.DEFAULTS, later::add)) {
            slow.answers("Content-Type", "text/plain").saying(json(5000)).get(OWN, "/a");
            assertThat(slow.get(OWN, "/a", "Accept-Encoding", "gzip").field("content-encoding"))
                    .isNull();
            List.copyOf(later).forEach(Runnable::run);
            assertThat(slow.get(OWN, "/a", "Accept-Encoding", "gzip").field("content-encoding"))
                    .isEqualTo("gzip");
            later.clear();
            slow.get(OWN, "/b");
            slow.cache.purge(new Purge.All());
            List.copyOf(later).forEach(Runnable::run);
            assertThat(slow.cache.memory().usedBytes()).isZero();
        }
        try (CacheFixture full = new CacheFixture(CacheSettings.DEFAULTS, task -> {
            throw new RejectedExecutionException();
        })) {
            full.answers("Content-Type", "text/plain").saying(json(5000)).get(OWN, "/a");
            assertThat(full.get(OWN, "/a").text()).isEqualTo(json(5000));
        }
    }

    @Test
    void a_large_body_that_has_to_be_decompressed_says_so() {
        fixture.answers("Content-Type", "text/plain").saying(json(300_000)).get(OWN, "/a");
        try (Visit visit = fixture.cache.visit(CacheFixture.request("GET", "/a", OWN), fixture.now)) {
            Served served = visit.serve(fixture.now);
            assertThat(served.isHeavy()).isTrue();
            served.release();
            served.release();
            assertThat(served.takeBody()).isNull();
        }
    }
}
