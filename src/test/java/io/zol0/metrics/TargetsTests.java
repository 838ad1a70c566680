package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsTests {
    @ParameterizedTest
    @CsvSource({
        "/order?symbol=BTC&signature=abc123,       /order?symbol=BTC&signature=***",
        "/order?apiKey=abc&side=BUY,               /order?apiKey=***&side=BUY",
        "/order?API-KEY=abc,                       /order?API-KEY=***",
        "/x?access_token=abc#token=def,            /x?access_token=***#token=***",
        "/x?a=1;client_secret=abc;b=2,             /x?a=1;client_secret=***;b=2",
        "/x?password=abc&Passphrase=def&auth=g,    /x?password=***&Passphrase=***&auth=***",
        "/x?%73ignature=abc,                       /x?%73ignature=***",
        "/x?signature=,                            /x?signature=***",
        "/x;jsessionid=abc?y=1,                    /x;jsessionid=***?y=1",
        "/x?sig=abc=def,                           /x?sig=***",
        "/x?%zzkey=abc,                            /x?%zzkey=***",
        "/x?q=a?b=c&token=abc,                     /x?q=a?b=c&token=***",
        "/x?token?a=b,                             /x?token?a=b",
        "/x?a?token=b,                             /x?a?token=***",
        "/x?a=1#b?key=abc,                         /x?a=1#b?key=***",
        "/x?a=1#key=abc,                           /x?a=1#key=***",
        "/api/v3/ticker?symbol=BTCUSDT&limit=100,  /api/v3/ticker?symbol=BTCUSDT&limit=100",
    })
    void a_secret_in_a_query_is_masked(String target, String masked) {
        assertThat(Targets.masked(target)).isEqualTo(masked);
    }

    @Test
    void a_target_is_bounded() {
        assertThat(Targets.masked("/" + "a".repeat(100_000)))
                .hasSize(Targets.LONGEST)
                .endsWith("…");
    }

    @Test
    void a_secret_that_is_cut_off_is_masked_as_well() {
        assertThat(Targets.masked("/x?token=" + "s".repeat(100_000))).isEqualTo("/x?token=***");
    }

    @Test
    void characters_that_could_fool_a_reader_are_escaped() {
        assertThat(Targets.masked("/a\r\nb\u001b[31m\u202ec")).isEqualTo("/a\\u000d\\u000ab\\u001b[31m\\u202ec");
    }
}
