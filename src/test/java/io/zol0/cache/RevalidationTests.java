package io.zol0.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevalidationTests {
    private static final CachePolicy HELPING =
            CacheFixture.origin(Duration.ofSeconds(10), Duration.ofSeconds(60), true, false);

    private final CacheFixture fixture = new CacheFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_stale_answer_is_asked_about_with_its_validators_in_the_place_of_the_callers() {
        fixture.answers(
                "Cache-Control", "max-age=1", "ETag", "\"a\"", "Last-Modified", "Sun, 06 Nov 1994 08:00:00 GMT");
        fixture.get("/a");
        fixture.wait(Duration.ofSeconds(2)).answers(304, "ETag", "\"a\"", "Cache-Control", "max-age=5");
        CacheFixture.Answer answer = fixture.get("/a", "If-None-Match", "\"b\"", "Range", "bytes=0-1");
        assertThat(fixture.sent)
                .containsExactly("If-None-Match", "\"a\"", "If-Modified-Since", "Sun, 06 Nov 1994 08:00:00 GMT");
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.text()).isEqualTo("he");
        assertThat(answer.cacheStatus()).isEqualTo("ZoL0; fwd=stale; fwd-status=304; stored");
        assertThat(fixture.wait(Duration.ofSeconds(4)).get("/a").fromStore()).isTrue();
        assertThat(fixture.calls).isEqualTo(2);
    }

    @Test
    void a_304_brings_new_fields_and_leaves_those_of_the_body() {
        fixture.answers(
                "Cache-Control",
                "max-age=1",
                "ETag",
                "\"a\"",
                "X-Old",
                "1",
                "X-New",
                "1",
                "Content-Type",
                "text/plain",
                "Content-Length",
                "5",
                "Content-Encoding",
                "odd");
        fixture.get("/a");
        fixture.wait(Duration.ofSeconds(2))
                .answers(
                        304,
                        "X-New",
                        "2",
                        "Content-Length",
                        "0",
                        "Content-Encoding",
                        "other",
                        "Cache-Control",
                        "max-age=9");
        fixture.get("/a");
        CacheFixture.Answer answer = fixture.get("/a");
        assertThat(answer.fromStore()).isTrue();
        assertThat(answer.field("x-old")).isEqualTo("1");
        assertThat(answer.fields().all("x-new")).containsExactly("2");
        assertThat(answer.field("content-encoding")).isEqualTo("odd");
        assertThat(answer.fields().all("content-length")).containsExactly("5");
        assertThat(answer.fields().all("date")).containsExactly(fixture.date(Duration.ZERO));
        assertThat(answer.text()).isEqualTo("hello");
    }

    @Test
    void a_304_about_something_else_does_not_freshen_what_is_stored() {
        fixture.answers("Cache-Control", "max-age=1", "ETag", "\"a\"");
        fixture.get("/a");
        fixture.wait(Duration.ofSeconds(2)).answers(304, "ETag", "\"b\"", "Cache-Control", "max-age=60");
        assertThat(fixture.get("/a").text()).isEqualTo("hello");
        fixture.get("/a");
        assertThat(fixture.calls).isEqualTo(3);
    }

    @Test
    void a_304_that_says_not_to_keep_it_is_served_once_and_dropped() {
        fixture.answers("Cache-Control", "max-age=1", "ETag", "\"a\"");
        fixture.get("/a");
        fixture.wait(Duration.ofSeconds(2)).answers(304, "ETag", "\"a\"", "Cache-Control", "no-store");
        assertThat(fixture.get("/a").text()).isEqualTo("hello");
        fixture.get("/a");
        assertThat(fixture.sent).isEmpty();
    }

    @Test
    void a_304_to_the_callers_own_condition_is_passed_on_where_nothing_is_stored() {
        fixture.answers(304, "ETag", "\"a\"");
        assertThat(fixture.get("/a", "If-None-Match", "\"a\"").status()).isEqualTo(304);
        assertThat(fixture.sent).containsExactly("If-None-Match", "\"a\"");
    }

    @Test
    void an_answer_that_is_never_served_unasked_is_asked_about_each_time() {
        fixture.answers("Cache-Control", "max-age=60, no-cache", "ETag", "\"a\"");
        fixture.get("/a");
        fixture.answers(304, "ETag", "\"a\"");
        assertThat(fixture.get("/a").text()).isEqualTo("hello");
        assertThat(fixture.sent).containsExactly("If-None-Match", "\"a\"");
        assertThat(fixture.get("/a").text()).isEqualTo("hello");
        assertThat(fixture.calls).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "If-None-Match, '\"a\"', 304",
        "If-None-Match, 'W/\"a\"', 304",
        "If-None-Match, '\"x\", \"a\", \"y\"', 304",
        "If-None-Match, '\"x,\", \"a\"', 304",
        "If-None-Match, '*', 304",
        "If-None-Match, '\"b\"', 200",
        "If-None-Match, 'a', 200",
        "If-Modified-Since, 'Sun, 06 Nov 1994 08:00:00 GMT', 304",
        "If-Modified-Since, 'Sunday, 06-Nov-94 08:00:00 GMT', 304",
        "If-Modified-Since, 'Sun, 06 Nov 1994 08:00:01 GMT', 304",
        "If-Modified-Since, 'Sun, 06 Nov 1994 07:59:59 GMT', 200",
        "If-Modified-Since, 'yesterday', 200",
    })
    void the_callers_conditions_are_answered_from_the_store(String name, String value, int status) {
        fixture.answers(
                "Cache-Control",
                "max-age=60",
                "ETag",
                "\"a\"",
                "Last-Modified",
                "Sun, 06 Nov 1994 08:00:00 GMT",
                "X",
                "1");
        fixture.get("/a");
        CacheFixture.Answer answer = fixture.get("/a", name, value);
        assertThat(answer.fromStore()).isTrue();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).isEqualTo(status == 304 ? "" : "hello");
        assertThat(answer.field("etag")).isEqualTo("\"a\"");
        assertThat(answer.field("x")).isEqualTo(status == 304 ? null : "1");
    }

    @Test
    void if_none_match_wins_over_if_modified_since() {
        fixture.answers(
                "Cache-Control", "max-age=60", "ETag", "\"a\"", "Last-Modified", "Sun, 06 Nov 1994 08:00:00 GMT");
        fixture.get("/a");
        assertThat(fixture.get("/a", "If-None-Match", "\"a\"", "If-Modified-Since", "Sat, 05 Nov 1994 08:00:00 GMT")
                        .status())
                .isEqualTo(304);
        assertThat(fixture.get("/a", "If-None-Match", "\"b\"", "If-Modified-Since", "Sun, 06 Nov 1994 08:00:00 GMT")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"If-Match", "If-Unmodified-Since"})
    void conditions_for_the_origin_go_to_the_origin(String name) {
        fixture.answers("Cache-Control", "max-age=60");
        fixture.get("/a");
        assertThat(fixture.get("/a", name, "\"a\"").cacheStatus())
                .isEqualTo("ZoL0; fwd=bypass; fwd-status=200; detail=condition");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-1, 206, he, bytes 0-1/5",
        "bytes=1-, 206, ello, bytes 1-4/5",
        "bytes=-2, 206, lo, bytes 3-4/5",
        "bytes=-99, 206, hello, bytes 0-4/5",
        "bytes=3-99, 206, lo, bytes 3-4/5",
        "bytes=5-, 416, '', bytes */5",
        "bytes=-0, 416, '', bytes */5",
        "'bytes=0-1,3-4', 200, hello,",
        "bytes=3-1, 200, hello,",
        "bytes=a-b, 200, hello,",
        "bytes=99999999999999999999-, 200, hello,",
        "lines=1-2, 200, hello,",
    })
    void ranges_are_cut_out_of_what_is_whole(String range, int status, String body, String contentRange) {
        fixture.answers("Cache-Control", "max-age=60", "X", "1");
        fixture.get("/a");
        CacheFixture.Answer answer = fixture.get("/a", "Range", range);
        assertThat(answer.fromStore()).isTrue();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).isEqualTo(body);
        assertThat(answer.field("content-range")).isEqualTo(contentRange);
        assertThat(answer.field("content-length")).isEqualTo(Integer.toString(body.length()));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"a\"',206",
        "'\"b\"',200",
        "'W/\"a\"',200",
        "'Sun, 06 Nov 1994 08:00:00 GMT',206",
        "'Sun, 06 Nov 1994 08:00:01 GMT',200"
    })
    void a_range_holds_for_the_very_answer_only(String condition, int status) {
        fixture.answers(
                "Cache-Control", "max-age=60", "ETag", "\"a\"", "Last-Modified", "Sun, 06 Nov 1994 08:00:00 GMT");
        fixture.get("/a");
        assertThat(fixture.get("/a", "Range", "bytes=0-1", "If-Range", condition)
                        .status())
                .isEqualTo(status);
    }

    @Test
    void a_part_is_never_kept_as_the_whole() {
        fixture.answers(206, "Cache-Control", "max-age=60", "Content-Range", "bytes 0-4/10");
        assertThat(fixture.get("/a", "Range", "bytes=0-4").cacheStatus()).contains("detail=partial");
        assertThat(fixture.get("/a").fromStore()).isFalse();
    }

    @Test
    void head_is_answered_out_of_what_get_brought() {
        fixture.answers("Cache-Control", "max-age=60", "Content-Length", "5");
        fixture.get("/a");
        CacheFixture.Answer head = fixture.ask(CacheFixture.request("HEAD", "/a", CacheFixture.ORIGIN));
        assertThat(head.fromStore()).isTrue();
        assertThat(head.text()).isEmpty();
        assertThat(head.field("content-length")).isEqualTo("5");
    }

    @Test
    void an_answer_to_head_is_never_kept_for_get() {
        fixture.answers("Cache-Control", "max-age=60").saying("");
        fixture.ask(CacheFixture.request("HEAD", "/a", CacheFixture.ORIGIN));
        assertThat(fixture.get("/a").fromStore()).isFalse();
    }

    @Test
    void an_answer_to_head_freshens_what_is_stored_or_drops_it_where_it_is_about_something_else() {
        fixture.answers("Cache-Control", "max-age=1", "ETag", "\"a\"");
        fixture.get("/a");
        fixture.wait(Duration.ofSeconds(2)).answers("Cache-Control", "max-age=60", "ETag", "\"a\"", "X", "2");
        fixture.ask(CacheFixture.request("HEAD", "/a", CacheFixture.ORIGIN));
        assertThat(fixture.get("/a").field("x")).isEqualTo("2");
        fixture.wait(Duration.ofSeconds(61)).answers("ETag", "\"b\"");
        fixture.ask(CacheFixture.request("HEAD", "/a", CacheFixture.ORIGIN));
        fixture.get("/a");
        assertThat(fixture.sent).isEmpty();
    }

    // ---- stale

    @Test
    void a_stale_answer_is_served_at_once_while_it_is_fetched_anew_once() {
        fixture.answers("Cache-Control", "max-age=1, stale-while-revalidate=10").saying("old");
        fixture.get("/a");
        fixture.wait(Duration.ofSeconds(5)).saying("new");
        CacheFixture.Answer stale = fixture.get("/a");
        assertThat(stale.text()).isEqualTo("old");
        assertThat(stale.cacheStatus()).isEqualTo("ZoL0; hit; ttl=-4; detail=stale-while-revalidate");
        fixture.get("/a");
        assertThat(fixture.later).hasSize(1);
        fixture.catchUp();
        assertThat(fixture.get("/a").text()).isEqualTo("new");
        assertThat(fixture.calls).isEqualTo(2);
    }

    @Test
    void after_its_time_it_is_not_served_stale() {
        fixture.answers("Cache-Control", "max-age=1, stale-while-revalidate=10, stale-if-error=10");
        fixture.get("/a");
        fixture.wait(Duration.ofSeconds(11)).answers(503);
        assertThat(fixture.get("/a").status()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500, 502, 503, 504})
    void where_the_upstream_fails_something_stale_helps_out(int status) {
        fixture.answers("Cache-Control", "max-age=1, stale-if-error=10");
        fixture.get("/a");
        fixture.wait(Duration.ofSeconds(5)).answers(status);
        CacheFixture.Answer answer = fixture.get("/a");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.cacheStatus())
                .isEqualTo(
                        "ZoL0; fwd=stale" + (status == 0 ? "" : "; fwd-status=" + status) + "; detail=stale-if-error");
    }

    @ParameterizedTest
    @ValueSource(ints = {418, 429})
    void where_the_provider_refuses_something_stale_helps_out(int status) {
        fixture.answers("Cache-Control", "max-age=1");
        fixture.get(HELPING, "/a");
        fixture.wait(Duration.ofSeconds(60)).answers(status);
        assertThat(fixture.get(HELPING, "/a").cacheStatus()).contains("detail=stale-on-refusal");
        fixture.wait(Duration.ofSeconds(2));
        assertThat(fixture.get(HELPING, "/a").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"must-revalidate", "proxy-revalidate", "no-cache", "s-maxage=1"})
    void nothing_stale_helps_out_where_the_answer_forbids_it(String directive) {
        for (int status : new int[] {0, 503, 429}) {
            String target = "/a" + status;
            fixture.answers("Cache-Control", "max-age=1, stale-if-error=60, stale-while-revalidate=60, " + directive);
            fixture.get(HELPING, target);
            fixture.wait(Duration.ofSeconds(2)).answers(status);
            assertThat(fixture.get(HELPING, target).fromStore()).isFalse();
            assertThat(fixture.get(HELPING, target, "Cache-Control", "max-stale")
                            .fromStore())
                    .isFalse();
        }
    }

    @Test
    void a_request_may_take_something_stale() {
        fixture.answers("Cache-Control", "max-age=1");
        fixture.get("/a");
        fixture.wait(Duration.ofSeconds(5));
        assertThat(fixture.get("/a", "Cache-Control", "max-stale=4").fromStore())
                .isFalse();
        fixture.wait(Duration.ofSeconds(3));
        assertThat(fixture.get("/a", "Cache-Control", "max-stale=3").cacheStatus())
                .isEqualTo("ZoL0; hit; ttl=-2; detail=max-stale");
    }

    // ---- changes

    @ParameterizedTest
    @CsvSource({
        "POST,200,false",
        "PUT,204,false",
        "DELETE,200,false",
        "PATCH,302,false",
        "M-SEARCH,200,false",
        "POST,500,true",
        "POST,404,true",
        "OPTIONS,200,true"
    })
    void a_change_makes_what_is_stored_invalid_for_everybody(String method, int status, boolean served) {
        fixture.answers("Cache-Control", "max-age=60", "ETag", "\"a\"");
        fixture.get("/a?b=1");
        fixture.get("/a?b=1", "Cookie", "c");
        fixture.get("/other");
        fixture.wait(Duration.ofSeconds(1));
        CacheRequest change = CacheFixture.request(method, "/a?b=1", CacheFixture.ORIGIN);
        fixture.cache.changed(change, status, java.util.List.of(), java.net.URI.create("http://u/"), fixture.now);
        fixture.wait(Duration.ofSeconds(1));
        assertThat(fixture.get("/other").fromStore()).isTrue();
        fixture.answers(503);
        assertThat(fixture.get("/a?b=1").fromStore()).isEqualTo(served);
        assertThat(fixture.get("/a?b=1", "Cookie", "c").fromStore()).isEqualTo(served);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/b,false",
        "http://u/v1/b,false",
        "http://u:80/v1/b,false",
        "b,false",
        "http://other/v1/b,true",
        "https://u/v1/b,true",
        "/elsewhere/b,true",
        "http://[broken,true"
    })
    void locations_of_the_same_origin_become_invalid_too(String location, boolean served) {
        fixture.answers("Cache-Control", "max-age=60");
        fixture.get("/b");
        fixture.wait(Duration.ofSeconds(1));
        fixture.cache.changed(
                CacheFixture.request("POST", "/a", CacheFixture.ORIGIN),
                201,
                java.util.List.of(location),
                java.net.URI.create("http://u/v1"),
                fixture.now);
        assertThat(fixture.get("/b").fromStore()).isEqualTo(served);
    }

    @Test
    void what_was_asked_for_before_a_change_is_not_fresh_when_it_comes_after_it() {
        fixture.answers("Cache-Control", "max-age=60");
        CacheRequest get = CacheFixture.request("GET", "/a", CacheFixture.ORIGIN);
        try (Visit visit = fixture.cache.visit(get, fixture.now)) {
            long sent = fixture.now;
            fixture.wait(Duration.ofSeconds(1));
            fixture.cache.changed(
                    CacheFixture.request("PUT", "/a", CacheFixture.ORIGIN),
                    200,
                    java.util.List.of(),
                    java.net.URI.create("http://u/"),
                    fixture.now);
            Arrival arrival = visit.arrived(200, FieldList.of("Cache-Control", "max-age=60"), sent, fixture.now);
            assertThat(((Arrival.Keep) arrival).filling().complete(fixture.now)).isTrue();
        }
        assertThat(fixture.wait(Duration.ofSeconds(1)).get("/a").fromStore()).isFalse();
        assertThat(fixture.get("/a").fromStore()).isTrue();
    }
}
