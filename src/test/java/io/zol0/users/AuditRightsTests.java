package io.zol0.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.home.TestDatabase;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What the application's role of the database may do with the audit, tried by SQL. */
class AuditRightsTests {
    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcClient application = JdbcClient.create(database.dataSource());

    @BeforeEach
    void append() {
        append(database.dataSource());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into audit_entry select 99, at, who, origin, action, subject, before, after, hash from audit_entry",
                "update audit_entry set who = 'nobody'",
                "delete from audit_entry",
                "truncate audit_entry",
                "alter table audit_entry disable trigger all",
                "alter table audit_entry drop column who",
                "alter table audit_entry rename to gone",
                "drop table audit_entry",
                "create index on audit_entry (who)",
                "do $$ begin lock table audit_entry in exclusive mode; end $$",
                "insert into audit_head (number, hash) values (7, decode(repeat('00', 32), 'hex'))",
                "update audit_head set number = 7",
                "delete from audit_head",
                "truncate audit_head",
                "drop table audit_head",
                "insert into audit_anchor (number, hash, removed, at, signature) select number, hash, 0, at, hash from audit_entry",
                "update audit_anchor set removed = 7",
                "delete from audit_anchor",
                "truncate audit_anchor",
                "create or replace function audit_hash(bytea, bigint, timestamptz, text, text, text, text, text, text) returns bytea language sql as 'select null::bytea'",
                "drop function audit_append(text, text, text, text, text, text)",
                "alter function audit_append(text, text, text, text, text, text) security invoker",
                "drop trigger kept on audit_entry",
                "create function public.mine() returns int language sql as 'select 1'",
                "create table public.mine (x int)",
                "update flyway_schema_history set success = false",
                "set role zol0_owner",
                "alter role zol0 superuser",
                "set session_replication_role = replica"
            })
    void the_applications_role_is_refused(String statement) {
        assertThatThrownBy(() -> application.sql(statement).update())
                .rootCause()
                .hasMessageMatching("(?s).*(permission denied|must be owner|must be able to).*");
        assertThat(entries()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set who = 'nobody'",
                "delete from audit_entry",
                "truncate audit_entry",
                "update audit_anchor set removed = 7",
                "delete from audit_anchor",
                "truncate audit_anchor"
            })
    void even_the_owner_and_a_superuser_are_refused_what_they_did_not_mean(String statement) {
        for (DataSource role : List.of(database.owner(), database.superuser())) {
            assertThatThrownBy(() -> JdbcClient.create(role).sql(statement).update())
                    .rootCause()
                    .hasMessageContaining("The audit is only ever added to");
        }
    }

    @Test
    void a_temporary_table_of_the_applications_does_not_stand_in_for_ours() {
        SingleConnectionDataSource session =
                new SingleConnectionDataSource(database.url(), database.user(), database.password(), true);
        try {
            JdbcTemplate jdbc = new JdbcTemplate(session);
            jdbc.execute("create temporary table audit_entry (like public.audit_entry)");
            jdbc.execute("create temporary table audit_head (like public.audit_head)");
            jdbc.execute("insert into pg_temp.audit_head select * from public.audit_head");
            append(session);
        } finally {
            session.destroy();
        }
        assertThat(entries()).isEqualTo(2);
    }

    @Test
    void entries_of_the_last_90_days_cannot_be_cut() {
        assertThatThrownBy(() -> application
                        .sql("select audit_cut(1, 1, now(), decode(repeat('00', 32), 'hex'))")
                        .query()
                        .listOfRows())
                .rootCause()
                .hasMessageContaining("Audit entries of the last 90 days stay");
    }

    @Test
    void every_function_that_acts_for_the_owner_says_where_it_looks() {
        assertThat(JdbcClient.create(database.owner())
                        .sql("select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef and"
                                + " not coalesce(proconfig @> array['search_path=public, pg_temp'], false)")
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    @Test
    void no_role_but_the_applications_may_append() {
        JdbcClient superuser = JdbcClient.create(database.superuser());
        superuser.sql("drop role if exists stranger").update();
        superuser.sql("create role stranger").update();
        assertThat(superuser
                        .sql("select bool_or(has_function_privilege('stranger', oid, 'execute')) from pg_proc"
                                + " where pronamespace = 'public'::regnamespace and prosecdef")
                        .query(Boolean.class)
                        .single())
                .isFalse();
        superuser.sql("drop role stranger").update();
    }

    private static void append(DataSource role) {
        JdbcClient.create(role)
                .sql("select audit_append('ann', null, 'EXPORTED', 'x', null, '{}')")
                .query(Long.class)
                .single();
    }

    private long entries() {
        return JdbcClient.create(database.owner())
                .sql("select count(*) from public.audit_entry where who = 'ann'")
                .query(Long.class)
                .single();
    }
}
