package io.zol0.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.ApplicationTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ApplicationTest
class AuditTests {
    @Autowired
    private Audit audit;

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
