package io.zol0.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.zol0.ApplicationTest;
import io.zol0.users.AccountChange.ChangedMeanwhile;
import io.zol0.users.AccountChange.Done;
import io.zol0.users.AccountChange.DoneWithPassword;
import io.zol0.users.AccountChange.Field;
import io.zol0.users.AccountChange.Gone;
import io.zol0.users.AccountChange.Refused;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;

@ApplicationTest
class AccountsTests {
    private static final AccountSettings VIEWER = new AccountSettings(Role.VIEWER, Set.of(), true);
    private static final AccountSettings ADMIN = new AccountSettings(Role.ADMIN, Set.of(), true);

    @Autowired
    private Accounts accounts;

    @Autowired
    private SignedInAs as;

    @Autowired
    private JdbcClient jdbc;

    private String first;

    @BeforeEach
    void start() {
        jdbc.sql("delete from account where name <> 'admin'").update();
        first = Itself.ask(accounts::resetAdmin);
    }

    @AfterEach
    void nobody() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void the_first_password_has_to_be_changed_and_then_holds() {
        assertThat(mine("ADMIN").mustChangePassword()).isTrue();
        assertThat(mine("admin").role()).isEqualTo(Role.ADMIN);
        assertThat(change("admin", "not the password", "four unrelated words"))
                .isInstanceOf(PasswordChange.Refused.class);
        assertThat(change("admin", first, first)).isInstanceOf(PasswordChange.Refused.class);
        assertThat(change("admin", first, "four unrelated words")).isInstanceOf(PasswordChange.Changed.class);
        assertThat(mine("admin").mustChangePassword()).isFalse();
        assertThat(change("admin", first, "another four words")).isInstanceOf(PasswordChange.Refused.class);
    }

    @Test
    void a_password_is_not_kept_as_such() {
        String hash = jdbc.sql("select password_hash from account where name = 'admin'")
                .query(String.class)
                .single();
        assertThat(hash).startsWith("$argon2id$").doesNotContain(first);
    }

    @Test
    void a_new_account_has_a_password_of_its_own_that_must_be_changed() {
        DoneWithPassword made = (DoneWithPassword) byAdmin(() -> accounts.add("Ada", VIEWER));
        assertThat(made.password()).hasSizeGreaterThan(20);
        assertThat(made.toString()).doesNotContain(made.password());
        assertThat(mine("ada")).isEqualTo(made.account());
        assertThat(made.account().mustChangePassword()).isTrue();
        assertThat(change("ada", made.password(), "four unrelated words")).isInstanceOf(PasswordChange.Changed.class);
    }

    @Test
    void a_name_is_taken_once_whatever_its_case() {
        added("ada", VIEWER);
        assertThat(byAdmin(() -> accounts.add("ADA", VIEWER)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.field()).isEqualTo(Field.NAME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-ada", "ada lovelace", "<b>ada</b>", "ada\n", "ädä"})
    void a_name_that_is_none_is_refused(String name) {
        assertThat(byAdmin(() -> accounts.add(name, VIEWER))).isInstanceOf(Refused.class);
    }

    @Test
    void an_administrator_cannot_be_restricted() {
        var settings = new AccountSettings(Role.ADMIN, Set.of("staging"), true);
        assertThat(byAdmin(() -> accounts.add("ada", settings)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.field()).isEqualTo(Field.ENVIRONMENTS));
    }

    @Test
    void the_second_of_two_changes_made_from_one_version_hears_of_the_first() {
        Account ada = added("ada", VIEWER);
        var operator = new AccountSettings(Role.OPERATOR, Set.of("staging"), true);
        Done changed = (Done) byAdmin(() -> accounts.change(ada.id(), ada.version(), operator));
        assertThat(changed.account().settings()).isEqualTo(operator);
        for (Callable<AccountChange> late : List.<Callable<AccountChange>>of(
                () -> accounts.change(ada.id(), ada.version(), ADMIN),
                () -> accounts.resetPassword(ada.id(), ada.version()),
                () -> accounts.remove(ada.id(), ada.version()))) {
            assertThat(byAdmin(late)).isEqualTo(new ChangedMeanwhile(changed.account()));
        }
        assertThat(mine("ada")).isEqualTo(changed.account());
    }

    @Test
    void a_sign_in_is_no_change_that_an_editor_has_to_hear_of() {
        Account ada = added("ada", VIEWER);
        jdbc.sql("update account set last_login_at = now() where id = ?")
                .param(ada.id())
                .update();
        assertThat(byAdmin(() -> accounts.change(ada.id(), ada.version(), ADMIN)))
                .isInstanceOf(Done.class);
    }

    @Test
    void a_removed_account_is_gone() {
        Account ada = added("ada", VIEWER);
        assertThat(byAdmin(() -> accounts.remove(ada.id(), ada.version()))).isInstanceOf(Done.class);
        assertThat(byAdmin(() -> accounts.remove(ada.id(), ada.version()))).isInstanceOf(Gone.class);
        assertThat(as.<List<Account>>ask("admin", accounts::all))
                .extracting(Account::name)
                .containsExactly("admin");
    }

    @Test
    void the_last_administrator_stays_one() {
        Account admin = mine("admin");
        added("ada", new AccountSettings(Role.ADMIN, Set.of(), false));
        assertThat(byAdmin(() -> accounts.remove(admin.id(), admin.version()))).isInstanceOf(Refused.class);
        assertThat(byAdmin(() -> accounts.change(admin.id(), admin.version(), VIEWER)))
                .isInstanceOf(Refused.class);
        assertThat(byAdmin(() ->
                        accounts.change(admin.id(), admin.version(), new AccountSettings(Role.ADMIN, Set.of(), false))))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.field()).isEqualTo(Field.ENABLED));
        assertThat(mine("admin")).isEqualTo(admin);
    }

    @Test
    void of_two_administrators_who_take_the_right_from_each_other_at_once_one_remains() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 20; round++) {
                Account ada = added("ada" + round, ADMIN);
                Account admin = mine("admin");
                List<Future<AccountChange>> both = Stream.<Callable<AccountChange>>of(
                                () -> byAdmin(() -> accounts.change(ada.id(), ada.version(), VIEWER)),
                                () -> byAdmin(() -> accounts.remove(admin.id(), admin.version())))
                        .map(threads::submit)
                        .toList();
                long done = 0;
                for (Future<AccountChange> each : both) {
                    done += each.get() instanceof Done ? 1 : 0;
                }
                assertThat(done).isEqualTo(1);
                assertThat(jdbc.sql("select count(*) from account where role = 'ADMIN' and enabled")
                                .query(Integer.class)
                                .single())
                        .isEqualTo(1);
                jdbc.sql("delete from account where name <> 'admin'").update();
                Itself.ask(accounts::resetAdmin);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = "ADMIN", mode = EnumSource.Mode.EXCLUDE)
    void nobody_but_an_administrator_reads_or_changes_accounts(Role role) {
        Account ada = added("ada", new AccountSettings(role, Set.of(), true));
        for (Callable<?> attempt : List.<Callable<?>>of(
                accounts::all,
                () -> accounts.byId(ada.id()),
                () -> accounts.add("eve", VIEWER),
                () -> accounts.change(ada.id(), ada.version(), ADMIN),
                () -> accounts.resetPassword(ada.id(), ada.version()),
                () -> accounts.remove(ada.id(), ada.version()),
                accounts::resetAdmin)) {
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> as.ask("ada", () -> call(attempt)));
            assertThatExceptionOfType(AuthenticationCredentialsNotFoundException.class)
                    .isThrownBy(() -> call(attempt));
        }
        assertThat(mine("ada")).isEqualTo(ada);
    }

    @Test
    void not_even_an_administrator_resets_the_first_account_from_the_console() {
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> as.ask("admin", accounts::resetAdmin));
    }

    private Account added(String name, AccountSettings settings) {
        return ((DoneWithPassword) byAdmin(() -> accounts.add(name, settings))).account();
    }

    private Account mine(String name) {
        return as.ask(name, accounts::mine).orElseThrow();
    }

    private PasswordChange change(String name, String old, String chosen) {
        return as.ask(name, () -> accounts.changePassword(old, chosen));
    }

    /** With an administrator's rights, whoever is one at the moment. */
    private static AccountChange byAdmin(Callable<AccountChange> work) {
        return Itself.ask(() -> call(work));
    }

    private static <T> T call(Callable<T> work) {
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
