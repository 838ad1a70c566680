package io.zol0.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTests {
    private static final CacheScope BINANCE = new CacheScope(
            List.of("X-MBX-APIKEY"),
            List.of("apiKey"),
            List.of("timestamp", "signature", "recvWindow", "CB-ACCESS-SIGN"));

    private final CacheFixture fixture = new CacheFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static CacheRequest signed(@Nullable String token, String target, String... fields) {
        return new CacheRequest(
                "GET",
                1,
                1,
                target,
                FieldList.of(fields),
                false,
                BINANCE,
                CacheFixture.own(Duration.ofMinutes(1)),
                token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "Cookie",
                "X-MBX-APIKEY",
                "OK-ACCESS-KEY",
                "Api-Key",
                "X-Auth-Token",
                "X-Api-Secret",
                "X-Session-Id",
                "API-Sign",
                "CB-ACCESS-PASSPHRASE",
                "authorization"
            })
    void what_one_credential_brought_another_one_never_gets(String header) {
        for (CachePolicy policy : List.of(CacheFixture.ORIGIN, CacheFixture.own(Duration.ofMinutes(1)))) {
            String target = "/a" + policy.mode();
            fixture.answers("Cache-Control", "max-age=60");
            fixture.get(policy, target, header, "alice");
            assertThat(fixture.get(policy, target, header, "alice").fromStore()).isTrue();
            assertThat(fixture.get(policy, target, header, "bob").fromStore()).isFalse();
            assertThat(fixture.get(policy, target).fromStore()).isFalse();
            assertThat(fixture.get(policy, target, header, "").fromStore()).isFalse();
            assertThat(fixture.get(policy, target, header, "alice", header, "alice")
                            .fromStore())
                    .isFalse();
        }
    }

    @Test
    void a_private_answer_is_kept_for_nobody_and_shareable_ones_are_kept_for_all() {
        fixture.answers("Cache-Control", "max-age=60, private");
        fixture.get("/p", "Authorization", "alice");
        assertThat(fixture.get("/p", "Authorization", "alice").fromStore()).isFalse();
        for (String directive : List.of("max-age=60, public", "max-age=60, must-revalidate", "s-maxage=60")) {
            String target = "/" + directive.replaceAll("[^a-z]", "");
            fixture.answers("Cache-Control", directive);
            fixture.get(target, "Authorization", "alice");
            assertThat(fixture.get(target).fromStore()).isTrue();
            assertThat(fixture.get(target, "Authorization", "bob").fromStore()).isTrue();
            assertThat(fixture.get(target, "Authorization", "bob", "Cookie", "c")
                            .fromStore())
                    .isFalse();
        }
    }

    @Test
    void an_anonymous_answer_serves_authorized_requests_only_where_it_may_be_shared() {
        fixture.answers("Cache-Control", "max-age=60");
        fixture.get("/a");
        assertThat(fixture.get("/a", "Authorization", "alice").fromStore()).isFalse();
    }

    @Test
    void without_its_owners_token_a_wrong_signature_never_hits() {
        fixture.saying("alice's orders");
        fixture.ask(signed("alice", "/orders?symbol=A&timestamp=1&signature=right", "X-MBX-APIKEY", "k"));
        assertThat(fixture.ask(signed("alice", "/orders?symbol=A&timestamp=2&signature=other", "X-MBX-APIKEY", "k"))
                        .fromStore())
                .isTrue();
        fixture.answers(401).saying("no");
        for (CacheRequest other : List.of(
                signed("bob", "/orders?symbol=A&timestamp=2&signature=wrong", "X-MBX-APIKEY", "k"),
                signed(null, "/orders?symbol=A&timestamp=1&signature=right", "X-MBX-APIKEY", "k"),
                signed(null, "/orders?symbol=A", "X-MBX-APIKEY", "k"),
                signed("alice", "/orders?symbol=A", "X-MBX-APIKEY", "k"),
                signed("alice", "/orders?symbol=A&timestamp=1&signature=right", "X-MBX-APIKEY", "other"),
                signed("alice", "/orders?symbol=B&timestamp=1&signature=right", "X-MBX-APIKEY", "k"),
                signed("alice", "/orders?symbol=A&timestamp=1&signature=right"))) {
            assertThat(fixture.ask(other).text()).isEqualTo("no");
        }
        assertThat(fixture.ask(signed(null, "/orders?timestamp=1")).cacheStatus())
                .contains("detail=anonymous-signed");
    }

    @Test
    void a_signature_in_a_header_can_be_left_out_of_the_key_likewise() {
        fixture.ask(signed("alice", "/a", "CB-ACCESS-SIGN", "1"));
        assertThat(fixture.ask(signed("alice", "/a", "CB-ACCESS-SIGN", "2")).fromStore())
                .isTrue();
        assertThat(fixture.ask(signed("bob", "/a", "CB-ACCESS-SIGN", "2")).fromStore())
                .isFalse();
        assertThat(fixture.ask(signed(null, "/a", "CB-ACCESS-SIGN", "2")).fromStore())
                .isFalse();
    }

    @Test
    void no_secret_is_readable_in_a_key() {
        Keying.Keyed keyed = (Keying.Keyed) new Keys(CacheFixture::hash)
                .of(signed(
                        "the-token",
                        "/a?apiKey=s3cret1&x=1&access_token=s3cret2&timestamp=1",
                        "Authorization",
                        "s3cret3",
                        "Cookie",
                        "s3cret4"));
        assertThat(keyed.own().toString()).doesNotContain("s3cret").doesNotContain("the-token");
        assertThat(keyed.own().target()).isEqualTo("/a?apiKey=*&x=1&access_token=*");
        assertThat(keyed.credentials()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/a?timestamp=1, /a",
        "/a?timestamp=1&b=2, /a?b=2",
        "/a?b=2&timestamp=1, /a?b=2",
        "/a?b=2&timestamp=1&c=3&signature=x, /a?b=2&c=3",
        "/a?timestamp=1&signature=x, /a",
        "/a?apiKey=k&timestamp=1, /a?apiKey=*",
        "/a?timestamp=1&apiKey=k, /a?apiKey=*",
        "/a?timestamps=1, /a?timestamps=1",
        "/a?, /a?",
        "/a?&&, /a?&&",
        "/a?=, /a?=",
        "/a?b, /a?b",
        "/a/timestamp=1, /a/timestamp=1",
    })
    void ignored_fields_are_left_out_of_the_target(String target, String key) {
        assertThat(new Keys(CacheFixture::hash).target(BINANCE, target)).isEqualTo(key);
    }

    @Test
    void two_requests_have_one_key_only_where_all_that_counts_is_the_same() {
        Random random = new Random(5);
        Keys keys = new Keys(CacheFixture::hash);
        String[] names = {
            "authorization", "cookie", "x-mbx-apikey", "x-auth-token", "x-forwarded-host", "origin", "accept"
        };
        String[] values = {"", "a", "b", "ab", "a b", "a, b", "1 a"};
        String[] targets = {
            "/a", "/a?b", "/a?apiKey=a", "/a?apiKey=b", "/a?apiKey=a&apiKey=b", "/a?apiKey=b&apiKey=a", "/b"
        };
        Map<CacheKey, String> known = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            TreeMap<String, List<String>> fields = new TreeMap<>();
            List<String> lines = new ArrayList<>();
            String order = "";
            for (int j = random.nextInt(4); j > 0; j--) {
                String name = names[random.nextInt(names.length)];
                String value = values[random.nextInt(values.length)];
                fields.computeIfAbsent(name, n -> new ArrayList<>()).add(value.replace(", ", ","));
                lines.add(name);
                lines.add(value);
                order += name;
            }
            String target = targets[random.nextInt(targets.length)];
            CacheRequest request = new CacheRequest(
                    "GET",
                    random.nextInt(2),
                    1,
                    target,
                    FieldList.of(lines.toArray(String[]::new)),
                    false,
                    BINANCE,
                    CacheFixture.ORIGIN,
                    null);
            String identity = request.upstreamId() + target + fields;
            CacheKey key = ((Keying.Keyed) keys.of(request)).own();
            String before = known.putIfAbsent(key, identity);
            assertThat(before == null ? identity : before).as(order).isEqualTo(identity);
        }
        assertThat(known).hasSizeGreaterThan(1000);
    }

    // ---- what is not in the key must not change what is kept

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Host",
                "X-Forwarded-Scheme",
                "X-Forwarded-Proto",
                "X-Forwarded-Prefix",
                "X-Forwarded-For",
                "X-Forwarded-Port",
                "Forwarded",
                "X-Host",
                "X-Original-URL",
                "X-Original-Host",
                "X-Rewrite-URL",
                "X-HTTP-Method-Override",
                "X-Method-Override",
                "X-HTTP-Method",
                "Origin",
                "True-Client-IP",
                "X-Real-IP",
                "X-Client-IP",
                "CF-Connecting-IP",
                "X-Wap-Profile",
                "Prefer",
                "Accept",
                "Accept-Language",
                "X-Requested-With",
                "Upgrade-Insecure-Requests",
                "Sec-CH-UA",
                "X-Url-Scheme"
            })
    void a_header_that_may_sway_the_origin_poisons_nobodys_answer_but_ones_own(String header) {
        fixture.answers("Cache-Control", "max-age=60").saying("evil");
        fixture.get("/a", header, "evil.example");
        fixture.saying("good");
        assertThat(fixture.get("/a").text()).isEqualTo("good");
        assertThat(fixture.get("/a", header, "fine.example").text()).isEqualTo("good");
        assertThat(fixture.get("/a").fromStore()).isTrue();
        assertThat(fixture.get("/a", header, "evil.example").text()).isEqualTo("evil");
    }

    @Test
    void a_get_with_a_body_is_neither_kept_nor_answered_from_the_store() {
        fixture.answers("Cache-Control", "max-age=60").saying("evil");
        CacheRequest fat =
                new CacheRequest("GET", 1, 1, "/a", FieldList.EMPTY, true, CacheScope.PLAIN, CacheFixture.ORIGIN, null);
        assertThat(fixture.ask(fat).cacheStatus()).contains("detail=body");
        assertThat(fixture.saying("good").get("/a").text()).isEqualTo("good");
        assertThat(fixture.ask(fat).fromStore()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/account/profile.css",
                "/account;x.css",
                "/account%2f..%2fstatic.css",
                "/account/.js",
                "/account?x=.css",
                "/account%00.css"
            })
    void a_path_that_looks_like_a_file_makes_nothing_shared(String target) {
        fixture.answers("Cache-Control", "max-age=60").saying("alice's account");
        fixture.get(target, "Cookie", "session=alice");
        fixture.saying("sign in");
        assertThat(fixture.get(target).text()).isEqualTo("sign in");
        assertThat(fixture.get(target, "Cookie", "session=eve").text()).isEqualTo("sign in");
        assertThat(fixture.get("/account").fromStore()).isFalse();
    }

    @Test
    void what_differs_in_a_byte_of_the_target_is_something_else() {
        fixture.answers("Cache-Control", "max-age=60");
        fixture.get("/a/b?c=d");
        for (String other : List.of(
                "/a/b?c=D", "/a/%62?c=d", "/a//b?c=d", "/a/b?c=d&", "/a/b?", "/A/b?c=d", "/a/b?c=d#", "/a/b?d&c=d")) {
            assertThat(fixture.get(other).fromStore()).isFalse();
        }
    }

    // ---- Vary

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Foo | 1 | 1 | true",
                "Foo | 1 | 2 | false",
                "Foo | 1 | - | false",
                "Foo | - | 1 | false",
                "Foo | - | - | true",
                "Foo | 1, 2 | 1,2 | true",
                "Foo | 1,2 |  1 ,  2  | true",
                "Foo | \"a , b\" | \"a, b\" | false",
                "Accept-Language | en, de | de, en | true",
                "Accept-Language | en, de | eN ,De | true",
                "Accept-Language | en;q=0.5, de | de;q=1, en; q=0.5 | true",
                "Accept-Language | en, de | en | false",
                "Cookie | a | a | true",
            })
    void an_answer_serves_what_is_the_same_by_its_vary(
            String name, @Nullable String first, @Nullable String second, boolean served) {
        fixture.answers("Cache-Control", "max-age=60", "Vary", "X-Absent, " + name);
        fixture.get("/a", first == null ? new String[0] : new String[] {name, first, "Other", "1"});
        assertThat(fixture.get("/a", second == null ? new String[0] : new String[] {name, second, "Other", "2"})
                        .fromStore())
                .isEqualTo(served);
    }

    @Test
    void lines_of_one_field_are_one() {
        fixture.answers("Cache-Control", "max-age=60", "Vary", "Foo");
        fixture.get("/a", "Foo", "1, 2");
        assertThat(fixture.get("/a", "Foo", "1", "Foo", "2").fromStore()).isTrue();
    }

    @Test
    void variants_are_kept_beside_each_other_and_the_newest_that_fits_is_served() {
        fixture.answers("Cache-Control", "max-age=60", "Vary", "Foo").saying("one");
        fixture.get("/a", "Foo", "1");
        fixture.saying("two").get("/a", "Foo", "2");
        assertThat(fixture.get("/a", "Foo", "1").text()).isEqualTo("one");
        assertThat(fixture.get("/a", "Foo", "2").text()).isEqualTo("two");
        assertThat(fixture.get("/a", "Foo", "3").cacheStatus()).contains("fwd=vary-miss");
    }

    @ParameterizedTest
    @CsvSource({
        "gzip,gzip,true",
        "gzip,'br, gzip;q=0.5',true",
        "gzip,*,true",
        "gzip,x-gzip,true",
        "gzip,identity,false",
        "gzip,'gzip;q=0, br',false",
        "gzip,'',false",
        "br,gzip,false",
        "'',gzip,true",
        "'','',true"
    })
    void what_counts_of_accept_encoding_is_whether_it_takes_the_coding(String coding, String accepted, boolean served) {
        fixture.answers(
                "Cache-Control",
                "max-age=60",
                "Vary",
                "Accept-Encoding",
                "Content-Encoding",
                coding.isEmpty() ? "identity" : coding);
        fixture.get("/a", "Accept-Encoding", "gzip, br");
        assertThat(fixture.get("/a", "Accept-Encoding", accepted).fromStore()).isEqualTo(served);
        assertThat(fixture.get("/b").fromStore()).isFalse();
    }

    @Test
    void a_coding_that_the_upstream_sends_to_everyone_is_served_to_everyone() {
        fixture.answers("Cache-Control", "max-age=60", "Content-Encoding", "odd");
        fixture.get("/a", "Accept-Encoding", "gzip");
        assertThat(fixture.get("/a").field("content-encoding")).isEqualTo("odd");
    }
}
