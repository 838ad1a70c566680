package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTests {
    @Test
    void a_taken_port_is_refused_with_the_setting_to_change() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();
            assertThatThrownBy(() -> Ports.requireFree("127.0.0.1", port, "console", "ZOL0_PORT"))
                    .isInstanceOf(Refusal.class)
                    .hasMessage("Port " + port + " for the console is taken; free it or choose another by ZOL0_PORT.");
        }
    }

    @Test
    void any_port_is_free() {
        Ports.requireFree("127.0.0.1", 0, "console", "ZOL0_PORT");
    }

    @Test
    void an_address_of_another_machine_is_refused() {
        assertThatThrownBy(() -> Ports.requireFree("192.0.2.1", 0, "console", "ZOL0_PORT"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no address of this machine");
    }

    @Test
    void a_port_is_a_number_up_to_65535() {
        assertThat(Ports.parse(" 8080 ", "ZOL0_PORT")).isEqualTo(8080);
        for (String wrong : new String[] {"http", "", "-1", "65536"}) {
            assertThatThrownBy(() -> Ports.parse(wrong, "ZOL0_PORT"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("\"" + wrong + "\"");
        }
    }
}
