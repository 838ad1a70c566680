package io.zol0.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamRulesTests {
    @Test
    void the_defaults_are_right() {
        assertThat(UpstreamRules.problemsOf(UpstreamDraft.of("binance", "https://api.binance.com")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Binance", "-a", "a b", "a/b", "ä", "a123456789012345678901234567890123456789x"})
    void a_name_that_could_not_stand_in_a_path_is_refused(String name) {
        assertThat(UpstreamRules.problemsOf(UpstreamDraft.of(name, "https://example.org")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "ftp://example.org",
                "https://",
                "https://user:word@example.org",
                "https://example.org/?a=b",
                "https://example.org/#a",
                "https://example.org:0",
                "https://example.org:70000",
                "https://example.org/a/../b",
                "http://169.254.169.254/latest",
                "https://[::ffff:a9fe:a9fe]",
                "https://exa mple.org",
            })
    void a_base_url_that_is_none_is_refused_with_an_example(String url) {
        assertThat(UpstreamRules.problemsOf(UpstreamDraft.of("a", url)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("baseUrl");
                    assertThat(problem.sentence()).contains("https://api.binance.com");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://API.Example.org/, https://api.example.org",
        "http://[::1]:8080/v1/, http://[::1]:8080/v1",
        "http://example.org/a/b, http://example.org/a/b",
    })
    void a_base_url_is_kept_in_one_form(String given, URI kept) {
        assertThat(UpstreamRules.problemsOf(UpstreamDraft.of("a", given))).isEmpty();
        assertThat(UpstreamRules.normalised(given)).isEqualTo(kept);
    }

    @Test
    void times_outside_their_range_are_refused_each_by_itself() {
        UpstreamDraft right = UpstreamDraft.of("a", "https://example.org");
        UpstreamDraft wrong = new UpstreamDraft(
                right.name(),
                right.baseUrl(),
                right.environment(),
                true,
                false,
                right.protocol(),
                Duration.ZERO,
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                true,
                true,
                null);
        assertThat(UpstreamRules.problemsOf(wrong))
                .extracting(Problem::field)
                .containsExactly("connectTimeout", "responseTimeout", "totalTimeout");
    }
}
