package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EndpointPatternTests {

    private static boolean fits(String pattern, String endpoint) {
        return EndpointPattern.fits(pattern, endpoint);
    }

    @Test
    void a_star_stands_for_anything_and_all_else_for_itself() {
        assertThat(fits("GET /api/v3/*", "GET /api/v3/depth")).isTrue();
        assertThat(fits("GET /api/v3/*", "GET /api/v3/")).isTrue();
        assertThat(fits("GET /api/v3/*", "POST /api/v3/depth")).isFalse();
        assertThat(fits("* /api/*/order", "DELETE /api/v3/order")).isTrue();
        assertThat(fits("* /api/*/order", "DELETE /api/v3/orders")).isFalse();
        assertThat(fits("*", "GET /")).isTrue();
        assertThat(fits("", "GET /")).isFalse();
        assertThat(fits("GET /a.b", "GET /axb")).isFalse();
        assertThat(fits("GET /order/{id}", "GET /order/{id}")).isTrue();
        assertThat(fits("*a*b*c", "xxaxxbxxbxc")).isTrue();
        assertThat(fits("*a*b*c", "xxaxxbxxbx")).isFalse();
    }

    @Test
    void many_stars_against_a_long_path_take_no_time_to_speak_of() {
        assertThat(fits("*a".repeat(100) + "*b", "a".repeat(8_000))).isFalse();
    }
}
