package io.zol0.limits;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.limits.Preset.Parsed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresetTests {
    private static final String SMALL = """
        {"name": "mine", "title": "Mine", "about": "Made up.", "quotas": [
          {"name": "calls", "about": "All.", "windows": [{"kind": "rolling", "capacity": 60, "period": "1m"}]}%s]%s}
        """;

    @Test
    void the_shipped_ones_are_sound_and_named_as_their_files() {
        assertThat(Presets.shipped().stream().map(Preset::name))
                .containsExactly("binance", "bybit", "kraken", "okx", "coinbase", "generic", "demo");
        for (Preset preset : Presets.shipped()) {
            assertThat(Preset.parse(Presets.source(preset.name()))).isEqualTo(new Parsed.Read(preset));
        }
    }

    @Test
    void a_quota_leads_back_to_the_quota_of_the_preset_that_it_was_made_from() {
        for (Preset preset : Presets.shipped()) {
            for (PresetQuota quota : preset.quotas()) {
                Quota made = quota.quota(7, Presets.reference(preset, quota));
                assertThat(Presets.origin(made.preset(), Presets.shipped()))
                        .isEqualTo(new Presets.Origin(preset, quota));
            }
        }
        assertThat(Presets.origin("gone", Presets.shipped())).isNull();
        assertThat(Presets.origin(null, Presets.shipped())).isNull();
    }

    @Test
    void the_depth_of_an_order_book_has_binances_weights() {
        Cost depth = shipped("binance").quotas().getFirst().costs().stream()
                .filter(cost -> cost.endpoint().equals("GET /api/v3/depth"))
                .findFirst()
                .orElseThrow();
        assertThat(depth.field()).isEqualTo("limit");
        assertThat(depth.weight()).isEqualTo(5);
        assertThat(depth.steps()).startsWith(new Cost.Step(100, 5), new Cost.Step(500, 25), new Cost.Step(1000, 50));
    }

    @Test
    void orders_have_high_priority_with_every_exchange() {
        for (String name : List.of("binance", "bybit", "kraken", "okx", "coinbase", "demo")) {
            assertThat(shipped(name).quotas().stream().flatMap(quota -> quota.costs().stream()))
                    .as(name)
                    .anyMatch(Cost::high);
        }
    }

    @Test
    void credentials_are_named_for_the_cache() {
        assertThat(shipped("binance").credentials().headers()).containsExactly("X-MBX-APIKEY");
        assertThat(shipped("binance").credentials().ignored()).containsExactly("timestamp", "signature", "recvWindow");
        assertThat(shipped("okx").credentials().headers()).contains("OK-ACCESS-KEY");
    }

    @Test
    void limits_are_read_from_the_document_where_binance_writes_them_down() {
        LimitDocument document = shipped("binance").document();
        assertThat(document).isNotNull();
        assertThat(document.read("""
            {"rateLimits": [
              {"rateLimitType": "REQUEST_WEIGHT", "interval": "MINUTE", "intervalNum": 1, "limit": 6000},
              {"rateLimitType": "ORDERS", "interval": "SECOND", "intervalNum": 10, "limit": 100},
              {"rateLimitType": "RAW_REQUESTS", "interval": "MINUTE", "intervalNum": 5, "limit": 61000},
              {"rateLimitType": "UNHEARD_OF", "interval": "MINUTE", "intervalNum": 5, "limit": 1},
              {"rateLimitType": "ORDERS", "interval": "FORTNIGHT", "intervalNum": 1, "limit": 1},
              {"rateLimitType": "ORDERS", "interval": "DAY", "intervalNum": -1, "limit": 1},
              {"rateLimitType": "ORDERS", "interval": "DAY", "intervalNum": 1, "limit": "many"}
            ]}\
            """.getBytes(UTF_8)))
                .containsExactly(
                        new LimitDocument.Limit("weight", Duration.ofMinutes(1), 6000),
                        new LimitDocument.Limit("orders", Duration.ofSeconds(10), 100),
                        new LimitDocument.Limit("requests", Duration.ofMinutes(5), 61000));
        assertThat(document.read("<html>".getBytes(UTF_8))).isEmpty();
        assertThat(document.read("{\"rateLimits\": 7}".getBytes(UTF_8))).isEmpty();
    }

    @Test
    void one_of_ones_own_needs_little() {
        assertThat(Preset.parse(SMALL.formatted("", ""))).isInstanceOfSatisfying(Parsed.Read.class, read -> {
            PresetQuota quota = read.preset().quotas().getFirst();
            assertThat(quota.margin()).isEqualTo(0.1);
            assertThat(quota.whenEmpty()).isEqualTo(WhenEmpty.QUEUE);
            assertThat(quota.maxWait()).isEqualTo(Duration.ofSeconds(10));
            assertThat(read.preset().rules()).isEmpty();
        });
    }

    @Test
    void what_is_wrong_is_said_in_sentences_all_at_once() {
        assertThat(problems("""
            {"name": "Mine!", "title": "Mine", "about": "Made up.", "nonsense": 1, "quotas": [
              {"name": "calls", "about": "All.", "margin": 1.2, "endpoints": ["everything"],
               "windows": [{"kind": "lunar", "capacity": 0, "period": "1 month"}],
               "counts": [{"used": "not a header"}]},
              {"name": "calls", "about": "All.", "whenEmpty": "reject", "maxWait": "5s",
               "windows": [{"kind": "aligned", "capacity": 1, "period": "1s"}]}],
             "answers": [{"status": 99, "means": "sorry", "quota": "orders"}, {"means": "refused"}]}
            """))
                .containsExactly(
                        "\"name\" takes 1 to 40 lower-case letters, digits and hyphens and begins with a letter or"
                                + " digit.",
                        "\"quotas[0].windows[0].kind\" is one of aligned, rolling, token-bucket, decaying.",
                        "\"quotas[0].windows[0].capacity\" is a whole number from 1 to 1000000000.",
                        "\"quotas[0].windows[0].period\" is a time such as 500ms, 10s, 5m, 1h or 1d, from 100ms to"
                                + " 31d.",
                        "\"quotas[0].endpoints\" takes a method and a path with stars for anything, such as GET"
                                + " /api/v3/*, or * for all.",
                        "\"quotas[0].margin\" is a share from 0 to below 1, such as 0.1 for 10 %.",
                        "\"quotas[0].counts[0].used\" is the name of a header; it may hold {window} for what 1M or 10S"
                                + " stands in.",
                        "\"quotas[0].counts[0].used\", limit or remaining names a header, or standard is true.",
                        "\"quotas[1].maxWait\" is 0 where no call queues.",
                        "\"quotas[1].margin\" and the reserve leave no call of normal priority in a window; lower"
                                + " them.",
                        "Two quotas are named \"calls\"; each has a name of its own.",
                        "Each of \"answers[0].status\" is a whole number from 100 to 599.",
                        "\"answers[0].quota\" is no quota of this preset; it has calls.",
                        "\"answers[0].means\" is one of fine, refused, near-ban, banned, overloaded, forbidden,"
                                + " failed.",
                        "\"answers[1].status\", json or text says which answers this is about.",
                        "The preset has no field \"nonsense\"; it takes about, answers, credentials, document, name,"
                                + " quotas, title.");
    }

    @Test
    void what_is_no_json_or_too_long_or_too_deep_is_refused_with_a_sentence() {
        assertThat(problems("{\"name\": ")).containsExactly("This is not JSON: line 1, column 10 cannot be read.");
        assertThat(problems("[]")).contains("A preset is a JSON object.");
        assertThat(problems("x".repeat(Preset.LONGEST + 1)))
                .containsExactly("A preset has at most 65536 characters, and this has 65537.");
        assertThat(problems("[".repeat(1000))).singleElement().asString().startsWith("This is not JSON");
        assertThat(problems("{\"name\": 1, \"name\": 2}"))
                .singleElement()
                .asString()
                .startsWith("This is not JSON");
    }

    @Test
    void no_more_than_twenty_problems_are_named() {
        assertThat(problems("{" + "\"a%d\": 1,".repeat(1).formatted(0)
                        + java.util.stream.IntStream.range(1, 100)
                                .mapToObj(i -> "\"a" + i + "\": 1")
                                .collect(java.util.stream.Collectors.joining(","))
                        + "}"))
                .hasSize(20);
    }

    private static List<String> problems(String json) {
        return switch (Preset.parse(json)) {
            case Parsed.Broken(var problems) -> problems;
            case Parsed.Read read -> List.of();
        };
    }

    static Preset shipped(String name) {
        return Presets.shipped().stream()
                .filter(preset -> preset.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
