package io.zol0.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ApplicationTest
class AccountsTests {
    @Autowired
    private Accounts accounts;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void the_first_password_has_to_be_changed_and_then_holds() {
        String first = accounts.resetAdmin();
        assertThat(accounts.byName("ADMIN")).hasValueSatisfying(admin -> {
            assertThat(admin.mustChangePassword()).isTrue();
            assertThat(admin.role()).isEqualTo(Role.ADMIN);
        });
        assertThat(accounts.changePassword("admin", "not the password", "four unrelated words"))
                .isInstanceOf(PasswordChange.Refused.class);
        assertThat(accounts.changePassword("admin", first, first)).isInstanceOf(PasswordChange.Refused.class);
        assertThat(accounts.changePassword("admin", first, "four unrelated words"))
                .isInstanceOf(PasswordChange.Changed.class);
        assertThat(accounts.byName("admin"))
                .hasValueSatisfying(
                        admin -> assertThat(admin.mustChangePassword()).isFalse());
        assertThat(accounts.changePassword("admin", first, "another four words"))
                .isInstanceOf(PasswordChange.Refused.class);
    }

    @Test
    void a_password_is_not_kept_as_such() {
        String password = accounts.resetAdmin();
        String hash = jdbc.sql("select password_hash from account where name = 'admin'")
                .query(String.class)
                .single();
        assertThat(hash).startsWith("$argon2id$").doesNotContain(password);
    }
}
