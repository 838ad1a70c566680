package io.zol0.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTests {
    private final CacheFixture fixture = new CacheFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Lines of an answer parted by bars; {@code +60} in a date field stands for a minute from now. */
    private boolean reused(String answer, int afterSeconds) {
        return reused(CacheFixture.ORIGIN, answer, afterSeconds);
    }

    private boolean reused(CachePolicy policy, String answer, int afterSeconds) {
        List<String> fields = new ArrayList<>();
        if (!answer.isBlank()) {
            for (String line : answer.split(" \\| ", -1)) {
                int colon = line.indexOf(": ");
                String value = line.substring(colon + 2);
                fields.add(line.substring(0, colon));
                fields.add(value.matches("[+-]\\d+") ? fixture.date(Duration.ofSeconds(Long.parseLong(value))) : value);
            }
        }
        fixture.answers(fields.toArray(String[]::new));
        fixture.get(policy, "/a");
        fixture.wait(Duration.ofSeconds(afterSeconds));
        return fixture.get(policy, "/a").fromStore();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                // what the answer says; seconds later; is it served
                "Cache-Control: max-age=60 ~ 59 ~ true",
                "Cache-Control: max-age=60 ~ 60 ~ false",
                "Cache-Control: max-age=0 ~ 0 ~ false",
                "Cache-Control: max-age=99999999999 ~ 1000000 ~ true",
                "Cache-Control: max-age=2147483648 ~ 1000000 ~ true",
                "Cache-Control: MaX-aGe=60 ~ 1 ~ true",
                "Cache-Control: max-age=\"60\" ~ 1 ~ true",
                "Cache-Control: max-age=003600 ~ 1 ~ true",
                "Cache-Control: max-age=-60 ~ 0 ~ false",
                "Cache-Control: max-age=60.5 ~ 0 ~ false",
                "Cache-Control: max-age='60' ~ 0 ~ false",
                "Cache-Control: max-age =60 ~ 0 ~ false",
                "Cache-Control: max-age= 60 ~ 0 ~ false",
                "Cache-Control: max-age=60a ~ 0 ~ false",
                "Cache-Control: max-age ~ 0 ~ false",
                "Cache-Control: max-age=1, max-age=60 ~ 0 ~ false",
                "Cache-Control: max-age=60, max-age=60 ~ 1 ~ true",
                "Cache-Control: max-age=60 | Cache-Control: max-age=1 ~ 0 ~ false",
                "Cache-Control: extension=\"max-age=3600\", max-age=1 ~ 2 ~ false",
                "Cache-Control: max-age=60, extension=\"no-store\" ~ 1 ~ true",
                "Cache-Control: max-age=60, extension=\"no-store ~ 1 ~ false",
                "Cache-Control: foobar, max-age=60 ~ 1 ~ true",
                "Cache-Control: max-age=60, no-store ~ 0 ~ false",
                "Cache-Control: max-age=60, No-StOrE ~ 0 ~ false",
                "Cache-Control: max-age=60, no-cache ~ 0 ~ false",
                "Cache-Control: max-age=60, private ~ 0 ~ false",
                "Cache-Control: max-age=1, s-maxage=60 ~ 30 ~ true",
                "Cache-Control: s-maxage=1, max-age=60 ~ 2 ~ false",
                "Cache-Control: max-age=60 | Expires: -100 ~ 30 ~ true",
                "Cache-Control: max-age=0 | Expires: +100 ~ 0 ~ false",
                "Cache-Control: max-age=60 | Expires: 0 ~ 30 ~ true",
                "Expires: +60 | Date: +0 ~ 30 ~ true",
                "Expires: +60 ~ 30 ~ true",
                "Expires: +60 | Date: +0 ~ 61 ~ false",
                "Expires: 0 ~ 0 ~ false",
                "Expires: -60 ~ 0 ~ false",
                "Expires: +60 | Expires: +60 ~ 0 ~ false",
                "Expires: Thu, 18 Aug 2050 02:01:18 UTC ~ 0 ~ false",
                "Expires: Thursday, 18-Aug-30 02:01:18 GMT ~ 60 ~ true",
                "Expires: Thu Aug  8 02:01:18 2050 ~ 60 ~ true",
                "Expires: THU, 18 AUG 2050 02:01:18 gMT ~ 60 ~ true",
                "Expires: Thu, 18 Aug 50 02:01:18 GMT ~ 0 ~ false",
                "Expires: Thu 18 Aug 2050 02:01:18 GMT ~ 0 ~ false",
                "Expires: Thu, 18  Aug 2050 02:01:18 GMT ~ 0 ~ false",
                "Expires: Thu, 18-Aug-2050 02:01:18 GMT ~ 0 ~ false",
                "Expires: Thu, 18 Aug 2050 02.01.18 GMT ~ 0 ~ false",
                "Expires: Thu, 18 Aug 2050 2:01:18 GMT ~ 0 ~ false",
                "Expires: Thu, 32 Aug 2050 02:01:18 GMT ~ 0 ~ false",
                "Expires: Sun, 21 Nov 2286 04:46:39 GMT ~ 60 ~ true",
                "Expires: Fri, 31 Dec 9999 23:59:59 GMT ~ 60 ~ true",
                // no word on it
                "Last-Modified: -1000 ~ 0 ~ false",
                "ETag: \"a\" ~ 0 ~ false",
                // ages: RFC 9111 section 4.2.3
                "Cache-Control: max-age=3600 | Age: 7200 ~ 0 ~ false",
                "Cache-Control: max-age=3600 | Age: 3000 ~ 599 ~ true",
                "Cache-Control: max-age=3600 | Age: 3000 ~ 600 ~ false",
                "Cache-Control: max-age=3600 | Age: abc ~ 1 ~ true",
                "Cache-Control: max-age=3600 | Age: -7200 ~ 1 ~ true",
                "Cache-Control: max-age=3600 | Age: 7200.0 ~ 1 ~ true",
                "Cache-Control: max-age=3600 | Age: 2147483648 ~ 0 ~ false",
                "Cache-Control: max-age=3600 | Age: 7200, 0 ~ 0 ~ false",
                "Cache-Control: max-age=3600 | Age: 0, 7200 ~ 1 ~ true",
                "Cache-Control: max-age=3600 | Age: 7200 | Age: 0 ~ 0 ~ false",
                "Cache-Control: max-age=3600 | Age: 0 | Age: 7200 ~ 1 ~ true",
                "Cache-Control: max-age=3600 | Date: -7200 ~ 0 ~ false",
                "Cache-Control: max-age=3600 | Date: +7200 ~ 3599 ~ true",
                "Cache-Control: max-age=3600 | Date: nonsense ~ 3599 ~ true",
                "Cache-Control: max-age=3600 | Date: Thu, 01 Jan 1970 00:00:00 GMT ~ 0 ~ false",
                // CDN-Cache-Control: RFC 9213
                "CDN-Cache-Control: max-age=60 ~ 30 ~ true",
                "CDN-Cache-Control: max-age=60 | Cache-Control: no-store ~ 30 ~ true",
                "CDN-Cache-Control: max-age=1 | Cache-Control: max-age=60 ~ 2 ~ false",
                "CDN-Cache-Control: max-age=0 | Expires: +60 ~ 0 ~ false",
                "CDN-Cache-Control: no-store | Cache-Control: max-age=60 ~ 0 ~ false",
                "CDN-Cache-Control: no-store=?0, max-age=60 ~ 1 ~ true",
                "CDN-Cache-Control: private | Cache-Control: max-age=60 ~ 0 ~ false",
                "CDN-Cache-Control: no-cache | Cache-Control: max-age=60 ~ 0 ~ false",
                "CDN-Cache-Control: max-age=60, &&& | Cache-Control: no-store ~ 0 ~ false",
                "CDN-Cache-Control: max-age=\"60\" | Cache-Control: no-store ~ 0 ~ false",
                "CDN-Cache-Control: max-age =60 | Cache-Control: max-age=1 ~ 2 ~ false",
                "CDN-Cache-Control: max-age=60;x=y, foo=(1 2);z | Cache-Control: no-store ~ 30 ~ true",
                "CDN-Cache-Control: foo | Expires: +60 ~ 0 ~ false",
                // contradictions
                "Cache-Control: max-age=60, must-understand, no-store ~ 30 ~ true",
                "Cache-Control: public ~ 0 ~ false",
                "Cache-Control: max-age=60 | Vary: * ~ 0 ~ false",
                "Cache-Control: max-age=60 | Vary: Foo, * ~ 0 ~ false",
                "Cache-Control: max-age=60 | Vary:  | Vary: * ~ 0 ~ false",
                "Cache-Control: max-age=60 | Set-Cookie: a=b ~ 30 ~ true",
                "Cache-Control: max-age=60 | Pragma: no-cache ~ 30 ~ true",
            })
    void an_answer_is_served_again_while_it_is_fresh_by_its_own_words(String answer, int after, boolean served) {
        assertThat(reused(answer.strip(), after)).isEqualTo(served);
    }

    @ParameterizedTest
    @CsvSource({
        "200,true",
        "203,true",
        "204,true",
        "404,true",
        "405,true",
        "410,true",
        "414,true",
        "501,true",
        "201,false",
        "202,false",
        "302,false",
        "403,false",
        "500,false",
        "502,false",
        "503,false",
        "599,false"
    })
    void where_the_policy_has_it_guessed_some_statuses_get_a_tenth_of_their_age(int status, boolean served) {
        CachePolicy guessing = CacheFixture.origin(Duration.ZERO, Duration.ZERO, false, true);
        fixture.answers(status, "Last-Modified", fixture.date(Duration.ofSeconds(-1000)));
        fixture.get(guessing, "/a");
        fixture.wait(Duration.ofSeconds(99));
        assertThat(fixture.get(guessing, "/a").fromStore()).isEqualTo(served);
        fixture.wait(Duration.ofSeconds(2));
        assertThat(fixture.get(guessing, "/a").fromStore()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "200,true",
        "299,true",
        "301,true",
        "302,true",
        "307,true",
        "400,true",
        "404,true",
        "499,true",
        "500,true",
        "503,true",
        "599,true",
        "206,false",
        "304,false"
    })
    void any_final_status_but_206_and_304_is_kept_where_the_answer_says_for_how_long(int status, boolean served) {
        fixture.answers(status, "Cache-Control", "max-age=60");
        fixture.get("/a");
        assertThat(fixture.get("/a").fromStore()).isEqualTo(served);
    }

    @Test
    void a_status_that_is_not_understood_is_not_kept_where_the_answer_wants_that() {
        fixture.answers(599, "Cache-Control", "max-age=60, no-store, must-understand");
        assertThat(fixture.get("/a").cacheStatus()).contains("detail=status-not-understood");
        assertThat(fixture.get("/a").fromStore()).isFalse();
    }

    @Test
    void an_own_time_stands_in_the_place_of_the_answers_word_and_counts_from_when_it_came() {
        CachePolicy own = CacheFixture.own(Duration.ofSeconds(30));
        assertThat(reused(own, "Cache-Control: no-store, no-cache, max-age=0 | Age: 100", 29))
                .isTrue();
        fixture.wait(Duration.ofSeconds(1));
        assertThat(fixture.get(own, "/a").fromStore()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"200,true", "204,true", "301,true", "404,false", "403,false", "429,false", "500,false", "302,false"})
    void an_own_time_is_for_successes_only(int status, boolean served) {
        CachePolicy own = CacheFixture.own(Duration.ofSeconds(30));
        fixture.answers(status);
        fixture.get(own, "/a");
        assertThat(fixture.get(own, "/a").fromStore()).isEqualTo(served);
    }

    @Test
    void an_answer_that_sets_a_cookie_is_not_kept_on_our_word() {
        assertThat(reused(CacheFixture.own(Duration.ofSeconds(30)), "Set-Cookie: session=1", 0))
                .isFalse();
    }

    @Test
    void the_time_that_the_upstream_took_is_part_of_the_age_where_another_cache_was_asked() {
        fixture.after(Duration.ofSeconds(5)).answers("Cache-Control", "max-age=60", "Age", "50");
        fixture.get("/a");
        assertThat(fixture.wait(Duration.ofSeconds(4)).get("/a").field("age")).isEqualTo("59");
        assertThat(fixture.wait(Duration.ofSeconds(1)).get("/a").fromStore()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // what the request says, 30 s into 60 s of freshness; is it served
                "Cache-Control; max-age=30; true",
                "Cache-Control; max-age=29; false",
                "Cache-Control; max-age=0; false",
                "Cache-Control; max-age=nonsense; false",
                "Cache-Control; min-fresh=30; true",
                "Cache-Control; min-fresh=31; false",
                "Cache-Control; no-cache; false",
                "Cache-Control; no-store; false",
                "Cache-Control; NO-CACHE; false",
                "Cache-Control; nothing-to-see-here; true",
                "Cache-Control; only-if-cached; true",
                "Pragma; no-cache; false",
                "Pragma; foo; true",
            })
    void a_request_may_want_something_fresher(String name, String value, boolean served) {
        fixture.answers("Cache-Control", "max-age=60");
        fixture.get("/a");
        fixture.wait(Duration.ofSeconds(30));
        assertThat(fixture.get("/a", name, value).fromStore()).isEqualTo(served);
    }

    @Test
    void pragma_does_not_count_beside_cache_control() {
        fixture.answers("Cache-Control", "max-age=60");
        fixture.get("/a");
        assertThat(fixture.get("/a", "Pragma", "no-cache", "Cache-Control", "max-age=100")
                        .fromStore())
                .isTrue();
    }

    @Test
    void what_is_immutable_is_not_asked_about_on_a_reload() {
        fixture.answers("Cache-Control", "max-age=60, immutable");
        fixture.get("/a");
        assertThat(fixture.get("/a", "Cache-Control", "max-age=0").fromStore()).isTrue();
        assertThat(fixture.get("/a", "Cache-Control", "no-cache").fromStore()).isFalse();
    }

    @Test
    void a_caller_that_takes_stored_answers_only_gets_504_where_there_is_none() {
        assertThat(fixture.get("/a", "Cache-Control", "only-if-cached").status())
                .isEqualTo(504);
        assertThat(fixture.calls).isZero();
        fixture.answers("Cache-Control", "max-age=1");
        fixture.get("/a");
        fixture.wait(Duration.ofSeconds(2));
        assertThat(fixture.get("/a", "Cache-Control", "only-if-cached").status())
                .isEqualTo(504);
        assertThat(fixture.get("/a", "Cache-Control", "only-if-cached, max-stale=60")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void fields_that_an_answer_wants_hidden_are_not_kept() {
        fixture.answers(
                "Cache-Control", "max-age=60, no-cache=\"A, b\", private=c", "a", "1", "B", "2", "c", "3", "d", "4");
        fixture.get("/a");
        CacheFixture.Answer again = fixture.get("/a");
        assertThat(again.fromStore()).isTrue();
        assertThat(again.field("a")).isNull();
        assertThat(again.field("b")).isNull();
        assertThat(again.field("c")).isNull();
        assertThat(again.field("d")).isEqualTo("4");
    }

    @Test
    void age_and_date_are_right_on_what_is_served() {
        fixture.answers("Cache-Control", "max-age=60", "Date", fixture.date(Duration.ZERO), "Age", "7");
        fixture.get("/a");
        CacheFixture.Answer again = fixture.wait(Duration.ofSeconds(5)).get("/a");
        assertThat(again.fields().all("age")).containsExactly("12");
        assertThat(again.field("date")).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
        assertThat(again.cacheStatus()).isEqualTo("ZoL0; hit; ttl=48");
    }
}
