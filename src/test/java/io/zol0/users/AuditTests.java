package io.zol0.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.ApplicationTest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ApplicationTest
class AuditTests {
    @Autowired
    private Audit audit;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private AuditStore store;

    @Autowired
    private AuditKeeper keeper;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private Accounts accounts;

    @Autowired
    private SignedInAs as;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private final String subject = "subject-" + UUID.randomUUID();

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void a_change_and_its_entry_are_committed_together() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            environment(subject.substring(0, 30));
            audit.record(AuditAction.UPSTREAM_ADDED, subject, null, Map.of("name", "x"));
        });
        assertThat(entries(subject)).isEqualTo(1);
        assertThat(environments(subject.substring(0, 30))).isEqualTo(1);
    }

    @Test
    void a_change_that_fails_leaves_no_entry() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            audit.record(AuditAction.UPSTREAM_ADDED, subject, null, Map.of("name", "x"));
            status.setRollbackOnly();
        });
        assertThat(entries(subject)).isZero();
    }

    @Test
    void a_change_whose_entry_fails_is_not_made() {
        String environment = subject.substring(0, 30);
        assertThatThrownBy(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
                    environment(environment);
                    audit.record(AuditAction.UPSTREAM_ADDED, subject, null, Map.of("name", "x"));
                    jdbc.sql("set transaction read only").update();
                }))
                .hasMessageContaining("read-only");
        assertThat(environments(environment)).isZero();
    }

    @Test
    void a_change_is_not_recorded_outside_of_its_transaction() {
        assertThatThrownBy(() -> audit.record(AuditAction.UPSTREAM_ADDED, subject, null, Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("record it inside");
    }

    @Test
    void an_entry_says_who_it_was_and_from_where() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr("192.0.2.7");
        TestingAuthenticationToken ann = new TestingAuthenticationToken("ann", "hunter2", "ROLE_ADMIN");
        ann.setDetails(new WebAuthenticationDetails(request));
        SecurityContextHolder.getContext().setAuthentication(ann);
        audit.note(AuditAction.EXPORTED, subject, Map.of("rows", 3));
        assertThat(jdbc.sql("select who || ' ' || origin || ' ' || after from audit_entry where subject = ?")
                        .param(subject)
                        .query(String.class)
                        .single())
                .isEqualTo("ann 192.0.2.7 {\"rows\":\"3\"}");
    }

    @Test
    void what_nobody_did_was_done_by_the_system() {
        audit.note(AuditAction.PURGED, subject, Map.of());
        assertThat(jdbc.sql("select who from audit_entry where subject = ? and origin is null")
                        .param(subject)
                        .query(String.class)
                        .single())
                .isEqualTo("system");
    }

    @Test
    void no_password_comes_into_it() {
        String first = Itself.ask(accounts::resetAdmin);
        assertThat(as.ask("admin", () -> accounts.changePassword(first, "four unrelated words")))
                .isInstanceOf(PasswordChange.Changed.class);
        assertThat(jdbc.sql("select action from audit_entry where subject = 'admin' order by number desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("PASSWORD_CHANGED");
        assertThat(jdbc.sql("select count(*) from audit_entry e where e::text like ? or e::text like ?")
                        .params("%" + first + "%", "%four unrelated words%")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void only_administrators_read_it() {
        List<Consumer<AuditTrail>> all = List.of(
                AuditTrail::verify,
                AuditTrail::isEnforced,
                AuditTrail::retentionDays,
                each -> each.count(AuditFilter.ALL),
                each -> each.page(AuditFilter.ALL, 0, 1),
                each -> {
                    try {
                        each.export(AuditFilter.ALL, OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        for (Consumer<AuditTrail> one : all) {
            SecurityContextHolder.clearContext();
            assertThatThrownBy(() -> one.accept(trail)).isInstanceOf(AuthenticationException.class);
            for (String role : List.of("ROLE_VIEWER", "ROLE_OPERATOR")) {
                logIn(role);
                assertThatThrownBy(() -> one.accept(trail)).isInstanceOf(AccessDeniedException.class);
            }
            logIn("ROLE_ADMIN");
            one.accept(trail);
        }
    }

    @Test
    void a_password_typed_in_place_of_a_name_is_not_written_down() {
        String typed = "hunter2-" + subject;
        var attempt = new UsernamePasswordAuthenticationToken(typed, "x");
        long before = entries(LoginAudit.UNKNOWN);
        events.publishEvent(new AuthenticationFailureBadCredentialsEvent(attempt, new BadCredentialsException("no")));
        assertThat(entries(LoginAudit.UNKNOWN)).isEqualTo(before + 1);
        assertThat(count("select count(*) from audit_entry e where e::text like ?", "%" + typed + "%"))
                .isZero();
    }

    @Test
    void who_filters_finds_what_was_meant() {
        audit.note(AuditAction.EXPORTED, subject, Map.of());
        audit.note(AuditAction.PURGED, subject.toUpperCase(Locale.ROOT), Map.of());
        logIn("ROLE_ADMIN");
        Instant now = Instant.now();
        Instant soon = now.plus(1, ChronoUnit.HOURS);
        assertThat(found(new AuditFilter(null, null, subject, null, null, null)))
                .containsExactly("PURGED", "EXPORTED");
        assertThat(found(new AuditFilter("SYS", AuditAction.EXPORTED, subject, null, null, null)))
                .containsExactly("EXPORTED");
        assertThat(found(new AuditFilter("ann", null, subject, null, null, null)))
                .isEmpty();
        assertThat(found(new AuditFilter(null, null, subject, null, now.minus(1, ChronoUnit.HOURS), soon)))
                .hasSize(2);
        assertThat(found(new AuditFilter(null, null, subject, null, soon, null)))
                .isEmpty();
        assertThat(found(new AuditFilter(null, null, subject, "203.0.113.9", null, null)))
                .isEmpty();
        assertThat(found(new AuditFilter(null, null, "%' or true --", null, null, null)))
                .isEmpty();
    }

    @Test
    void the_newest_entry_is_vouched_for_and_a_wrong_clock_cuts_nothing() {
        audit.note(AuditAction.EXPORTED, subject, Map.of());
        keeper.keep(Instant.now());
        assertThat(store.verify())
                .isInstanceOfSatisfying(
                        AuditVerdict.Whole.class,
                        whole -> assertThat(whole.vouchedAt()).isNotNull());
        assertThatThrownBy(() -> keeper.keep(Instant.now().plus(5000, ChronoUnit.DAYS)))
                .hasMessageContaining("Audit entries of the last 90 days stay");
        assertThat(store.verify()).isInstanceOf(AuditVerdict.Whole.class);
        assertThat(entries(subject)).isEqualTo(1);
    }

    private List<String> found(AuditFilter filter) {
        List<String> actions =
                trail.page(filter, 0, 10).stream().map(AuditEntry::action).toList();
        assertThat(trail.count(filter)).isEqualTo(actions.size());
        return actions;
    }

    private static void logIn(String role) {
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("ann", "x", role));
    }

    private void environment(String name) {
        jdbc.sql("insert into environment values (?)").param(name).update();
    }

    private long environments(String name) {
        return count("select count(*) from environment where name = ?", name);
    }

    private long entries(String of) {
        return count("select count(*) from audit_entry where subject = ?", of);
    }

    private long count(String query, String parameter) {
        return jdbc.sql(query).param(parameter).query(Long.class).single();
    }
}
