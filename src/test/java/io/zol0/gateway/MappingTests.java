package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.catalog.Upstream.Protocol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTests {
    private final Route route =
            new Route(GatewayFixture.upstream(1, "demo", "http://api.example:8000/v1", Protocol.AUTO), 1);

    @ParameterizedTest
    @CsvSource({
        "http://api.example:8000/v1/x?y=1#z, /demo/x?y=1#z",
        "http://API.example:8000/v1, /demo",
        "//api.example:8000/v1/x, /demo/x",
        "/v1/x, /demo/x",
        "/v1?x, /demo?x",
        "/v10/x, http://api.example:8000/v10/x",
        "/login, http://api.example:8000/login",
        "http://api.example:8000/other, http://api.example:8000/other",
        "https://api.example:8000/v1/x, https://api.example:8000/v1/x",
        "http://api.example/v1/x, http://api.example/v1/x",
        "http://elsewhere.example/v1/x, http://elsewhere.example/v1/x",
        "next?page=2, next?page=2",
        "http://[broken, http://[broken"
    })
    void a_location_into_the_upstream_is_mapped_back(String location, String mapped) {
        assertThat(Mapping.location(location, route)).isEqualTo(mapped);
    }

    @ParameterizedTest
    @CsvSource({
        "a=1, a=1",
        "a=1; Path=/, a=1; Path=/demo",
        "a=1; path=/v1/x; HttpOnly, a=1; Path=/demo/x; HttpOnly",
        "a=1; Path=/v1; Secure, a=1; Path=/demo; Secure",
        "a=1; Domain=api.example; Path=/other, a=1; Path=/demo/other",
        "a=1;DOMAIN=.example, a=1",
        "a=1; Path, a=1; Path=/demo",
        "path=/; Max-Age=5, path=/; Max-Age=5"
    })
    void a_cookie_is_scoped_to_the_upstreams_name(String cookie, String scoped) {
        assertThat(Mapping.cookie(cookie, route)).isEqualTo(scoped);
    }
}
