package io.zol0.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.home.Secret;
import io.zol0.home.TestDatabase;
import io.zol0.users.AuditVerdict.Broken;
import io.zol0.users.AuditVerdict.Whole;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class AuditChainTests {
    private static final Instant NOW = Instant.now();

    private final TestDatabase database = TestDatabase.migrated();
    private final Secret secret = Secret.made();
    private final JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
    private final AuditStore store = new AuditStore(database.dataSource(), transactions, secret);
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    @Test
    void an_untouched_chain_is_whole() {
        assertThat(store.verify()).isEqualTo(new Whole(0, 0, null));
        append(5);
        assertThat(store.verify()).isEqualTo(new Whole(5, 0, null));
    }

    @Test
    void texts_of_every_kind_hash_alike_in_java_and_in_the_database() {
        append("ünïcode 😀", "2001:db8::1", "EXPORTED", "a:b|c", "{}", "{\"x\":\"1:2\"}");
        append("x", null, "EXPORTED", "-", null, null);
        assertThat(store.verify()).isEqualTo(new Whole(2, 0, null));
    }

    @Test
    void an_entry_that_was_edited_is_found() {
        append(5);
        tamper("update audit_entry set who = 'somebody' where number = 3");
        assertThat(store.verify()).isEqualTo(new Broken(3, "Entry 3 is not what was written."));
    }

    @Test
    void an_entry_that_was_edited_together_with_its_hash_is_found() {
        append(5);
        tamper("update audit_entry set who = 'somebody' where number = 3");
        tamper(
                "update audit_entry e set hash = audit_hash((select hash from audit_entry where number = 2), number, at, who,"
                        + " origin, action, subject, before, after) where number = 3");
        assertThat(store.verify()).isEqualTo(new Broken(4, "Entry 4 is not what was written."));
    }

    @Test
    void an_entry_that_was_deleted_is_found() {
        append(5);
        tamper("delete from audit_entry where number = 3");
        assertThat(store.verify()).isEqualTo(new Broken(3, "Entry 3 is missing."));
    }

    @Test
    void a_missing_beginning_is_found() {
        append(5);
        tamper("delete from audit_entry where number <= 2");
        assertThat(store.verify()).isEqualTo(new Broken(1, "Entry 1 is missing."));
    }

    @Test
    void a_missing_end_is_found() {
        append(5);
        tamper("delete from audit_entry where number > 3");
        assertThat(store.verify()).isEqualTo(new Broken(4, "Entry 4 and what came after it are missing."));
    }

    @Test
    void an_entry_that_was_added_past_the_function_is_found() {
        append(2);
        tamper("insert into audit_entry select 3, now(), 'x', null, 'EXPORTED', 'x', null, null,"
                + " audit_hash((select hash from audit_head), 3, now(), 'x', null, 'EXPORTED', 'x', null, null)");
        assertThat(store.verify()).isEqualTo(new Broken(3, "Entry 3 was added by other means than ZoL0."));
    }

    @Test
    void a_chain_that_was_rewritten_as_a_whole_differs_from_what_the_key_vouched_for() {
        append(3);
        vouch();
        append(1);
        assertThat(store.verify())
                .isInstanceOfSatisfying(
                        Whole.class, whole -> assertThat(whole.vouchedAt()).isNotNull());
        tamper("update audit_entry set who = 'somebody' where number = 2");
        rehash();
        assertThat(store.verify())
                .isEqualTo(new Broken(
                        3, "Entry 3 is not the one that the secret key vouched for: the chain was rewritten."));
    }

    @Test
    void an_end_that_was_cut_off_with_its_head_is_missed_by_who_vouched_for_it() {
        append(5);
        vouch();
        tamper("delete from audit_entry where number > 3");
        tamper("update audit_head set number = 3, hash = (select hash from audit_entry where number = 3)");
        assertThat(store.verify()).isEqualTo(new Broken(4, "Entry 4 and what came after it are missing."));
    }

    @Test
    void what_retention_cuts_away_is_signed_and_the_rest_still_verifies() {
        append(10);
        age("800 days", 4);
        rehash();
        assertThat(cut(730)).isEqualTo(4);
        assertThat(store.verify()).isInstanceOfSatisfying(Whole.class, whole -> {
            assertThat(whole.entries()).isEqualTo(6);
            assertThat(whole.removed()).isEqualTo(4);
        });
        assertThat(jdbc.sql("select number || ' ' || removed from audit_anchor")
                        .query(String.class)
                        .single())
                .isEqualTo("4 4");
        append(1);
        assertThat(cut(730)).isZero();
        age("760 days", 2);
        rehash();
        assertThat(cut(730)).isEqualTo(2);
        assertThat(store.verify()).isInstanceOfSatisfying(Whole.class, whole -> {
            assertThat(whole.entries()).isEqualTo(5);
            assertThat(whole.removed()).isEqualTo(6);
        });
    }

    @Test
    void a_cut_that_nobody_signed_is_found() {
        append(10);
        age("800 days", 4);
        rehash();
        cut(730);
        tamper(
                "update audit_anchor set number = 6, removed = 6, hash = (select hash from audit_entry where number = 6)");
        tamper("delete from audit_entry where number <= 6");
        assertThat(store.verify())
                .isEqualTo(new Broken(6, "The anchor of entry 6 is not signed by this installation's secret key."));
    }

    @Test
    void a_missing_anchor_is_found() {
        append(10);
        age("800 days", 4);
        rehash();
        cut(730);
        tamper("delete from audit_anchor");
        assertThat(store.verify()).isEqualTo(new Broken(1, "Entry 1 is missing."));
    }

    @Test
    void anchors_of_another_key_are_worth_nothing() {
        append(3);
        vouch();
        assertThat(new AuditStore(database.dataSource(), transactions, Secret.made()).verify())
                .isEqualTo(new Broken(3, "The anchor of entry 3 is not signed by this installation's secret key."));
    }

    @Test
    void many_at_once_make_one_chain() throws Exception {
        int writers = 8;
        int each = 25;
        try (ExecutorService pool = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                Callable<Void> writer = () -> {
                    append(each);
                    return null;
                };
                all.add(pool.submit(writer));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(store.verify()).isEqualTo(new Whole(writers * each, 0, null));
    }

    @Test
    void rights_are_enforced_for_the_applications_role_and_for_no_other() {
        assertThat(store.isEnforced()).isTrue();
        for (var role : List.of(database.owner(), database.superuser())) {
            assertThat(new AuditStore(role, transactions, secret).isEnforced()).isFalse();
        }
    }

    private long cut(int days) {
        Long removed = new TransactionTemplate(transactions)
                .execute(status -> store.cut(NOW.minus(Duration.ofDays(days)), NOW));
        return removed == null ? -1 : removed;
    }

    private void vouch() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> store.vouch(NOW));
    }

    /** Makes the first that are there old, as if they had been written then. */
    private void age(String by, int count) {
        tamper("update audit_entry set at = at - interval '" + by + "' where number in"
                + " (select number from audit_entry order by number limit " + count + ")");
    }

    /** Makes the chain consistent with what is in it, as somebody who may do everything could. */
    private void rehash() {
        tamper("""
                do $$
                declare
                    previous bytea := coalesce(
                        (select hash from audit_anchor where removed > 0 order by number desc limit 1),
                        decode(repeat('00', 32), 'hex'));
                    e audit_entry;
                begin
                    for e in select * from audit_entry order by number loop
                        previous := audit_hash(
                            previous, e.number, e.at, e.who, e.origin, e.action, e.subject, e.before, e.after);
                        update audit_entry set hash = previous where number = e.number;
                    end loop;
                    update audit_head set hash = previous;
                end $$""");
    }

    /** What a superuser can do who means it. */
    private void tamper(String statement) {
        JdbcClient.create(database.superuser())
                .sql("set zol0.audit_cut = 'on'; " + statement)
                .update();
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            append("ann", "192.0.2.7", "UPSTREAM_CHANGED", "binance", "{\"x\":\"1\"}", "{\"x\":\"2\"}");
        }
    }

    private void append(String... fields) {
        jdbc.sql("select audit_append(?, ?, ?, ?, ?, ?)")
                .params((Object[]) fields)
                .query(Long.class)
                .single();
    }
}
