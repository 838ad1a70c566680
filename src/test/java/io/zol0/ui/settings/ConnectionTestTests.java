package io.zol0.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.catalog.Upstream;
import io.zol0.gateway.Probe;
import io.zol0.gateway.Probe.Answered;
import io.zol0.gateway.Probe.Failed;
import io.zol0.gateway.Probe.Reason;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionTestTests {
    @Test
    void an_answer_is_told_with_its_status_and_time() {
        assertThat(words(new Answered(404, Duration.ofMillis(43), false, null)))
                .startsWith("Answered 404 in 43")
                .contains("HTTP/1.1, no TLS")
                .endsWith("That is usual for a base URL: the connection is good.");
        assertThat(words(new Answered(200, Duration.ofMillis(43), true, "TLSv1.3")))
                .contains("HTTP/2, TLSv1.3, certificate trusted");
        assertThat(words(new Answered(503, Duration.ofMillis(43), false, null)))
                .endsWith("says that something is wrong on its side.");
    }

    @ParameterizedTest
    @EnumSource
    void a_failure_names_the_host_and_ends_as_a_sentence(Reason reason) {
        assertThat(words(new Failed(reason, "said so"))).contains("api.example").endsWith(".");
    }

    @Test
    void a_metadata_address_is_said_to_be_one() {
        assertThat(words(new Failed(Reason.FORBIDDEN_ADDRESS, "")))
                .isEqualTo("api.example is at a link-local or cloud metadata address, which ZoL0 never calls.");
    }

    @Test
    void silence_is_told_with_the_upstreams_own_time_out() {
        assertThat(words(new Failed(Reason.NO_ANSWER_IN_TIME, "")))
                .isEqualTo("Connected to api.example, but there was no answer within 300 ms.");
    }

    private static String words(Probe probe) {
        return ConnectionTest.words(
                new Upstream(
                        1,
                        "mine",
                        URI.create("https://api.example"),
                        "production",
                        true,
                        false,
                        Upstream.Protocol.AUTO,
                        Duration.ofSeconds(5),
                        Duration.ofMillis(300),
                        Duration.ofSeconds(5),
                        true,
                        true,
                        null,
                        0),
                probe);
    }
}
