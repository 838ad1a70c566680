package io.zol0.limits;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.limits.AnswerRule.Meaning;
import io.zol0.limits.Signal.Count;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingsTests {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final long UNKNOWN = Signal.UNKNOWN;
    private static final String JSON = "Content-Type: application/json";

    // ---- Binance and the demo

    @Test
    void binances_used_weight_and_order_count_are_read_by_window() {
        assertThat(read(
                                "binance",
                                200,
                                "X-MBX-USED-WEIGHT-1M: 37",
                                "x-mbx-order-count-10s: 2",
                                "X-MBX-ORDER-COUNT-1D: 9")
                        .counts())
                .containsExactly(
                        used("weight", Duration.ofMinutes(1), 37),
                        used("orders", Duration.ofSeconds(10), 2),
                        used("orders", Duration.ofDays(1), 9));
    }

    @Test
    void a_window_that_somebody_gave_a_quota_is_read_too() {
        PresetQuota weight = PresetTests.shipped("binance").quotas().getFirst();
        Quota own = new PresetQuota(
                        "own",
                        "",
                        weight.scope(),
                        List.of(new QuotaWindow(WindowKind.ALIGNED, 50_000, Duration.ofHours(1))),
                        List.of(),
                        0.1,
                        0,
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        WhenEmpty.QUEUE,
                        List.of())
                .quota(1, "binance");
        Signal signal = Readings.of(PresetTests.shipped("binance"), List.of(own))
                .read(200, head("X-MBX-USED-WEIGHT-1H: 41"), new byte[0], 0, NOW.toEpochMilli());
        assertThat(signal.counts()).containsExactly(used("weight", Duration.ofHours(1), 41));
    }

    @Test
    void binances_429_is_a_refusal_until_retry_after() {
        Signal signal = read("binance", 429, "{\"code\":-1003,\"msg\":\"Too much\"}", JSON, "Retry-After: 17");
        assertThat(signal).isEqualTo(new Signal(Meaning.REFUSED, NOW.plusSeconds(17), false, null, List.of()));
    }

    @Test
    void binances_refusal_of_orders_is_about_the_key_and_the_orders() {
        Signal signal = read("binance", 429, "{\"code\": -1015, \"msg\": \"Too many new orders.\"}", JSON);
        assertThat(signal).isEqualTo(new Signal(Meaning.REFUSED, null, true, "orders", List.of()));
    }

    @Test
    void binances_418_is_a_ban_to_the_end_that_it_names_or_for_two_minutes() {
        assertThat(read("binance", 418, "Retry-After: 259200"))
                .isEqualTo(new Signal(Meaning.BANNED, NOW.plus(Duration.ofDays(3)), false, null, List.of()));
        assertThat(read("binance", 418).until()).isEqualTo(NOW.plus(Duration.ofMinutes(2)));
    }

    @Test
    void a_403_of_the_firewall_is_no_limit() {
        assertThat(read("binance", 403, "<html>WAF</html>").meaning()).isEqualTo(Meaning.FORBIDDEN);
    }

    @Test
    void the_demo_exchange_is_read_like_binance() {
        assertThat(read("demo", 200, "X-MBX-USED-WEIGHT-1M: 1200").counts())
                .containsExactly(used("weight", Duration.ofMinutes(1), 1200));
        assertThat(read("demo", 429, "Retry-After: 3", "X-MBX-USED-WEIGHT-1M: 1201")
                        .meaning())
                .isEqualTo(Meaning.REFUSED);
        assertThat(read("demo", 418, "Retry-After: 120").until()).isEqualTo(NOW.plusSeconds(120));
    }

    // ---- the others

    @Test
    void bybits_remaining_is_read_and_its_reset_only_when_it_refuses() {
        String[] head = {
            "X-Bapi-Limit: 10",
            "X-Bapi-Limit-Status: 4",
            "X-Bapi-Limit-Reset-Timestamp: " + ms(NOW.plusMillis(800)),
            JSON
        };
        assertThat(read("bybit", 200, "{\"retCode\":0}", head))
                .isEqualTo(new Signal(
                        Meaning.FINE,
                        null,
                        false,
                        null,
                        List.of(new Count("account", Duration.ofSeconds(1), UNKNOWN, 10, 4, null))));
        head[1] = "X-Bapi-Limit-Status: 0";
        Signal refused = read("bybit", 200, "{\"retCode\":10006,\"retMsg\":\"Too many visits!\"}", head);
        assertThat(refused.meaning()).isEqualTo(Meaning.REFUSED);
        assertThat(refused.quota()).isEqualTo("account");
        assertThat(refused.perKey()).isTrue();
        assertThat(refused.until()).isEqualTo(NOW.plusMillis(800));
    }

    @Test
    void bybits_403_is_told_by_its_text() {
        assertThat(read("bybit", 403, "403, Access too FREQUENT. Try in a while."))
                .isEqualTo(new Signal(Meaning.BANNED, NOW.plus(Duration.ofMinutes(10)), false, "address", List.of()));
        assertThat(read("bybit", 403, "Not available in your country").meaning())
                .isEqualTo(Meaning.FORBIDDEN);
    }

    @Test
    void krakens_errors_come_with_200() {
        assertThat(read("kraken", 200, "{\"error\":[],\"result\":{\"a\":\"EAPI:Rate limit exceeded\"}}", JSON))
                .isEqualTo(Signal.FINE);
        assertThat(read("kraken", 200, "{\"error\":[\"EAPI:Rate limit exceeded\"]}", JSON))
                .isEqualTo(new Signal(Meaning.REFUSED, NOW.plusSeconds(5), true, null, List.of()));
        assertThat(read("kraken", 200, "{\"error\":[\"WWarn:x\",\"EOrder:Rate limit exceeded\"]}", JSON)
                        .quota())
                .isEqualTo("orders");
        assertThat(read("kraken", 200, "{\"error\":[\"EGeneral:Temporary lockout\"]}", JSON))
                .isEqualTo(new Signal(Meaning.BANNED, NOW.plus(Duration.ofMinutes(15)), true, null, List.of()));
        Instant end = NOW.plusSeconds(42);
        assertThat(read("kraken", 200, "{\"error\":[\"EService: Throttled: " + end.getEpochSecond() + "\"]}", JSON))
                .isEqualTo(new Signal(Meaning.OVERLOADED, end, false, null, List.of()));
    }

    @Test
    void okx_and_coinbase_are_told_by_their_codes() {
        assertThat(read("okx", 429, "{\"code\":\"50011\",\"msg\":\"Too Many Requests\"}", JSON)
                        .quota())
                .isEqualTo("public");
        assertThat(read("okx", 200, "{\"msg\":\"\",\"code\":\"50061\",\"data\":[]}", JSON)
                        .quota())
                .isEqualTo("sub-account");
        assertThat(read("okx", 200, "{\"code\":\"0\",\"data\":[{\"code\":\"50011\"}]}", JSON))
                .isEqualTo(Signal.FINE);
        assertThat(read("coinbase", 400, "{\"errors\":[{\"id\":\"rate_limit_exceeded\"}]}", JSON)
                        .meaning())
                .isEqualTo(Meaning.REFUSED);
    }

    @Test
    void a_packed_body_is_looked_into_and_one_in_an_unknown_packing_is_not() throws IOException {
        byte[] packed = gzip("{\"error\":[\"EAPI:Rate limit exceeded\"]}");
        assertThat(readings("kraken")
                        .read(200, head(JSON, "Content-Encoding: gzip"), packed, packed.length, ms(NOW))
                        .meaning())
                .isEqualTo(Meaning.REFUSED);
        assertThat(readings("kraken").read(200, head(JSON, "Content-Encoding: br"), packed, packed.length, ms(NOW)))
                .isEqualTo(Signal.FINE);
    }

    @Test
    void a_packed_bomb_and_a_body_that_is_cut_off_do_no_harm() throws IOException {
        byte[] bomb = gzip("{\"x\":\"" + "0".repeat(5_000_000));
        int length = Math.min(bomb.length, Readings.LONGEST_PREFIX);
        assertThat(readings("kraken").read(200, head(JSON, "Content-Encoding: gzip"), bomb, length, ms(NOW)))
                .isEqualTo(Signal.FINE);
        assertThat(read("kraken", 200, "{\"error\":[\"EAPI:Rate limit exceeded\"],\"resu", JSON)
                        .meaning())
                .isEqualTo(Meaning.REFUSED);
        assertThat(read("kraken", 200, "{\"error\":[\"EAPI:Rate li", JSON)).isEqualTo(Signal.FINE);
        assertThat(read("kraken", 200, "[".repeat(8000), JSON)).isEqualTo(Signal.FINE);
    }

    @Test
    void the_body_is_wanted_only_where_the_preset_needs_it_and_it_may_be_an_error() {
        assertThat(readings("binance").wantsBody(200, head(JSON))).isFalse();
        assertThat(readings("binance").wantsBody(418, head(JSON))).isFalse();
        assertThat(readings("binance").wantsBody(429, head(JSON))).isTrue();
        assertThat(readings("generic").wantsBody(429, head(JSON))).isFalse();
        assertThat(readings("kraken").wantsBody(200, head(JSON))).isTrue();
        assertThat(readings("kraken").wantsBody(200, head("Content-Type: text/csv")))
                .isFalse();
        assertThat(readings("kraken").wantsBody(200, head(JSON, "Content-Length: 70000")))
                .isFalse();
        assertThat(readings("kraken").wantsBody(200, head())).isFalse();
    }

    // ---- generic

    @Test
    void the_fields_of_the_standard_are_read() {
        assertThat(read(
                                "generic",
                                200,
                                "RateLimit-Policy: \"burst\";q=100;w=60, \"daily\";q=5000;w=86400",
                                "RateLimit: \"burst\";r=50;t=30, \"daily\";r=4000")
                        .counts())
                .containsExactly(
                        new Count("calls", Duration.ofMinutes(1), UNKNOWN, 100, 50, NOW.plusSeconds(30)),
                        new Count("calls", Duration.ofDays(1), UNKNOWN, 5000, 4000, null));
        assertThat(read("generic", 200, "RateLimit: default;r=0;t=5").counts())
                .containsExactly(new Count("calls", null, UNKNOWN, UNKNOWN, 0, NOW.plusSeconds(5)));
        assertThat(read("generic", 200, "RateLimit-Policy: \"bytes\";q=100;w=60;qu=\"content-bytes\"")
                        .counts())
                .isEmpty();
    }

    @Test
    void the_fields_of_its_older_drafts_are_read() {
        assertThat(read("generic", 200, "RateLimit: limit=100, remaining=50, reset=5", "RateLimit-Policy: 100;w=60")
                        .counts())
                .containsExactly(new Count("calls", Duration.ofMinutes(1), UNKNOWN, 100, 50, NOW.plusSeconds(5)));
        assertThat(read(
                                "generic",
                                200,
                                "RateLimit-Limit: 100, 100;w=60",
                                "RateLimit-Remaining: 7",
                                "RateLimit-Reset: 9")
                        .counts())
                .containsExactly(new Count("calls", Duration.ofMinutes(1), UNKNOWN, 100, 7, NOW.plusSeconds(9)));
    }

    @Test
    void a_reset_is_seconds_or_an_epoch_told_by_its_size() {
        Instant soon = NOW.plusSeconds(90);
        for (String reset : List.of("90", "" + soon.getEpochSecond(), "" + ms(soon))) {
            assertThat(read(
                                    "generic",
                                    200,
                                    "X-RateLimit-Limit: 60",
                                    "X-RateLimit-Remaining: 1",
                                    "X-RateLimit-Reset: " + reset)
                            .counts()
                            .getFirst()
                            .reset())
                    .as(reset)
                    .isEqualTo(soon);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "",
                "soon",
                "0",
                "99999999",
                "1e9",
                "NaN",
                "999999999999999999999",
                "2020-01-01",
                "1600000000",
                "1600000000000",
                "9999999999999999",
                "+5",
                "0x10",
                "٣"
            })
    void a_reset_that_is_past_absurd_or_no_number_is_as_if_it_was_not_said(String reset) {
        assertThat(read("generic", 200, "X-RateLimit-Remaining: 1", "X-RateLimit-Reset: " + reset)
                        .counts()
                        .getFirst()
                        .reset())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "", "many", "1000000001", "99999999999999999999999999", "1e9", "NaN", "Infinity"})
    void a_count_that_is_negative_absurd_or_no_number_is_as_if_it_was_not_said(String count) {
        assertThat(read("generic", 200, "X-RateLimit-Remaining: " + count)).isEqualTo(Signal.FINE);
        assertThat(read("binance", 200, "X-MBX-USED-WEIGHT-1M: " + count)).isEqualTo(Signal.FINE);
    }

    @Test
    void more_left_than_there_is_counts_as_not_said() {
        Count count = read("generic", 200, "X-RateLimit-Limit: 60", "X-RateLimit-Remaining: 61")
                .counts()
                .getFirst();
        assertThat(count.remaining()).isEqualTo(UNKNOWN);
        assertThat(count.spent()).isEqualTo(UNKNOWN);
    }

    @Test
    void spent_is_what_limit_and_remaining_leave() {
        assertThat(read("generic", 200, "X-RateLimit-Limit: 60", "X-RateLimit-Remaining: 18")
                        .counts()
                        .getFirst()
                        .spent())
                .isEqualTo(42);
    }

    // ---- when to come back

    @Test
    void retry_after_is_seconds_or_a_date_and_wins_over_the_reset() {
        String[] more = {"RateLimit: \"default\";r=0;t=30"};
        assertThat(read("generic", 429, more).until()).isEqualTo(NOW.plusSeconds(30));
        assertThat(read("generic", 429, more[0], "Retry-After: 120").until()).isEqualTo(NOW.plusSeconds(120));
        for (String date : List.of(
                "Mon, 23 Nov 2026 12:01:00 GMT", "Monday, 23-Nov-26 12:01:00 GMT", "Mon Nov 23 12:01:00 2026")) {
            assertThat(read("generic", 429, "Retry-After: " + date).until())
                    .as(date)
                    .isEqualTo(NOW.plusSeconds(60));
        }
        assertThat(read("generic", 429, "Retry-After: 0.5").until()).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void a_date_to_come_back_is_taken_against_the_providers_own_clock() {
        assertThat(read(
                                "generic",
                                429,
                                "Date: Mon, 23 Nov 2026 08:00:00 GMT",
                                "Retry-After: Mon, 23 Nov 2026 08:00:25 GMT")
                        .until())
                .isEqualTo(NOW.plusSeconds(25));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-5",
                "",
                "later",
                "99999999999",
                "Fri, 31 Dec 1999 23:59:59 GMT",
                "Fri, 31 Dec 9999 23:59:59 GMT",
                "0",
                "Mon, 99 Nov 2026 12:01:00 GMT"
            })
    void a_time_to_come_back_that_is_past_absurd_or_none_is_as_if_it_was_not_said(String retryAfter) {
        assertThat(read("generic", 429, "Retry-After: " + retryAfter).until()).isNull();
        assertThat(read("binance", 418, "Retry-After: " + retryAfter).until()).isEqualTo(NOW.plusSeconds(120));
    }

    // ---- the rest

    @Test
    void without_a_rule_the_status_decides() {
        assertThat(read("generic", 429).meaning()).isEqualTo(Meaning.REFUSED);
        assertThat(read("generic", 503).meaning()).isEqualTo(Meaning.FAILED);
        assertThat(read("generic", 503, "Retry-After: 5").meaning()).isEqualTo(Meaning.OVERLOADED);
        assertThat(read("generic", 500).meaning()).isEqualTo(Meaning.FAILED);
        assertThat(read("generic", 403).meaning()).isEqualTo(Meaning.FORBIDDEN);
        assertThat(read("generic", 404)).isEqualTo(Signal.FINE);
        assertThat(read("generic", 418)).isEqualTo(Signal.FINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Age: 7",
                "Age: 0",
                "Cache-Status: \"a;b\", ExampleCache; hit; ttl=3",
                "X-Cache: HIT",
                "X-Cache: Hit from cloudfront",
                "CF-Cache-Status: HIT"
            })
    void counts_of_an_answer_from_a_cache_are_not_believed(String field) {
        assertThat(read("binance", 200, "X-MBX-USED-WEIGHT-1M: 5000", field)).isEqualTo(Signal.FINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cache-Status: ZoL0; fwd=miss", "Cache-Status: \"x; hit\"; fwd=miss", "X-Cache: MISS"})
    void counts_of_an_answer_that_only_passed_a_cache_are_believed(String field) {
        assertThat(read("binance", 200, "X-MBX-USED-WEIGHT-1M: 5000", field).counts())
                .hasSize(1);
    }

    @Test
    void an_answer_that_says_nothing_makes_nothing() {
        assertThat(read("generic", 200)).isSameAs(Signal.FINE);
        assertThat(read("binance", 304)).isSameAs(Signal.FINE);
    }

    // ---- plumbing

    /** What comes first is the body, unless it is a header field. */
    private static Signal read(String preset, int status, String... texts) {
        boolean hasBody = texts.length > 0 && !texts[0].matches("[A-Za-z0-9-]+:.*");
        byte[] body = hasBody ? texts[0].getBytes(UTF_8) : new byte[0];
        String[] fields = hasBody ? Arrays.copyOfRange(texts, 1, texts.length) : texts;
        return readings(preset).read(status, head(fields), body, body.length, ms(NOW));
    }

    private static Signal read(String preset, int status, String body, String[] fields) {
        String[] texts = new String[fields.length + 1];
        texts[0] = body;
        System.arraycopy(fields, 0, texts, 1, fields.length);
        return read(preset, status, texts);
    }

    private static Readings readings(String preset) {
        return Readings.of(PresetTests.shipped(preset), List.of());
    }

    private static HeaderLookup head(String... fields) {
        TreeMap<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String field : fields) {
            int colon = field.indexOf(':');
            byName.put(field.substring(0, colon), field.substring(colon + 1).trim());
        }
        return byName::get;
    }

    private static Count used(String quota, Duration period, long used) {
        return new Count(quota, period, used, UNKNOWN, UNKNOWN, null);
    }

    private static long ms(Instant time) {
        return time.toEpochMilli();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
            packing.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }
}
