package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExposureTests {
    @TempDir
    Path folder;

    @Test
    void plain_http_is_for_this_machine() {
        for (String bind : new String[] {"127.0.0.1", "127.3.2.1", "::1", "localhost"}) {
            assertThat(of("zol0.bind", bind)).containsEntry("server.forward-headers-strategy", "none");
        }
        assertThat(of()).containsEntry("server.forward-headers-strategy", "none");
    }

    @Test
    void plain_http_elsewhere_is_refused_with_what_to_do() {
        for (String name : new String[] {"zol0.bind", "server.address"}) {
            for (String bind : new String[] {"0.0.0.0", "::", "192.0.2.7"}) {
                assertThatThrownBy(() -> of(name, bind))
                        .isInstanceOf(Refusal.class)
                        .hasMessage("ZOL0_BIND=" + bind + " would let other machines send passwords and tokens in plain"
                                + " HTTP; set ZOL0_TLS_CERT and ZOL0_TLS_KEY, or ZOL0_PLAIN_HTTP=on where nobody else"
                                + " can listen in or a proxy in front speaks TLS.");
            }
        }
    }

    @Test
    void it_is_served_elsewhere_where_that_is_said_to_be_safe_or_by_tls() {
        of("zol0.bind", "0.0.0.0", "zol0.plain.http", "on");
        assertThatThrownBy(() -> of("zol0.bind", "0.0.0.0", "zol0.plain.http", "off"))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> of("zol0.plain.http", "yes"))
                .hasMessage("ZOL0_PLAIN_HTTP is on or off, and is \"yes\".");
        TestCertificate own = TestCertificate.in(folder, "own");
        assertThat(of(
                        "zol0.bind",
                        "0.0.0.0",
                        "zol0.tls.cert",
                        own.certificate().toString(),
                        "zol0.tls.key",
                        own.key().toString()))
                .containsEntry("server.ssl.bundle", "zol0");
    }

    @Test
    void forwarded_headers_are_taken_from_the_proxies_named() {
        assertThat(of("zol0.trusted.proxies", "10.0.0.0/8, 192.0.2.7,::1 ,fd00::/8"))
                .containsEntry("server.forward-headers-strategy", "native")
                .containsEntry("server.tomcat.remoteip.internal-proxies", "10.0.0.0/8,192.0.2.7/32,::1/128,fd00::/8");
    }

    @Test
    void what_is_no_range_of_addresses_is_refused() {
        for (String wrong :
                new String[] {"proxy.example", ".*", "10.0.0.0/33", "10.0.0/8", "1.2.3.4/x", "fd00::/129"}) {
            assertThatThrownBy(() -> of("zol0.trusted.proxies", wrong))
                    .as(wrong)
                    .isInstanceOf(Refusal.class)
                    .hasMessage("ZOL0_TRUSTED_PROXIES takes addresses and ranges such as 10.0.0.0/8, and has \"" + wrong
                            + "\".");
        }
    }

    private static Map<String, Object> of(String... settings) {
        Map<String, String> map = new java.util.HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        return Exposure.from(map::get);
    }
}
