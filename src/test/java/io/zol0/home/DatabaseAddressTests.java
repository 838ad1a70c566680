package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class DatabaseAddressTests {
    @Test
    void a_jdbc_url_is_taken_as_it_is() {
        DatabaseAddress address = DatabaseAddress.parse("jdbc:postgresql://h:1/d?ssl=true", "u", "p");
        assertThat(address).isEqualTo(new DatabaseAddress("jdbc:postgresql://h:1/d?ssl=true", "u", "p"));
    }

    @Test
    void a_postgres_url_brings_its_login() {
        assertThat(DatabaseAddress.parse("postgres://me:p%40ss@h:1/d?sslmode=require", null, null))
                .isEqualTo(new DatabaseAddress("jdbc:postgresql://h:1/d?sslmode=require", "me", "p@ss"));
        assertThat(DatabaseAddress.parse("postgresql://h/d", "u", "p"))
                .isEqualTo(new DatabaseAddress("jdbc:postgresql://h/d", "u", "p"));
    }

    @Test
    void a_login_given_apart_wins_over_the_url() {
        assertThat(DatabaseAddress.parse("postgres://me:secret@h/d", "you", "other"))
                .isEqualTo(new DatabaseAddress("jdbc:postgresql://h/d", "you", "other"));
    }

    @Test
    void anything_else_is_refused_without_repeating_it() {
        for (String wrong :
                new String[] {"mysql://h/d", "postgres://me:secret@h", "postgres://me:sec ret@h/d", "h:5432"}) {
            assertThatThrownBy(() -> DatabaseAddress.parse(wrong, null, null))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("must look like")
                    .hasMessageNotContaining("sec")
                    .hasNoCause();
        }
    }

    @Test
    void a_server_that_is_not_there_is_said_to_be_unreachable() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        DatabaseAddress address = DatabaseAddress.parse("postgres://me:secret@127.0.0.1:" + port + "/d", null, null);
        assertThatThrownBy(address::check)
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(
                        "The database at postgresql://127.0.0.1:" + port + "/d cannot be reached; start it")
                .hasMessageNotContaining("secret");
    }

    @Test
    void a_wrong_password_is_said_to_be_one() {
        TestDatabase database = TestDatabase.fresh();
        assertThatThrownBy(() -> new DatabaseAddress(database.url(), "zol0", "guess").check())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("does not let zol0 in; check ZOL0_DB_USER and ZOL0_DB_PASSWORD");
    }

    @Test
    void a_database_that_is_missing_is_said_to_be() {
        TestDatabase database = TestDatabase.fresh();
        assertThatThrownBy(() -> new DatabaseAddress(database.url() + "_not", "zol0", database.password()).check())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("There is no such database");
    }

    @Test
    void a_password_is_not_printed() {
        assertThat(new DatabaseAddress("jdbc:postgresql://h/d?password=secret", "u", "secret").toString())
                .isEqualTo("postgresql://h/d as u");
    }
}
