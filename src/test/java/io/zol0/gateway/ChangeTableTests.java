package io.zol0.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.cache.AnswerCache;
import io.zol0.cache.ChangeRecord;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.users.AsItself;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What is known of how answers change, over restarts. */
@ApplicationTest
@AsItself
class ChangeTableTests {
    private static final long NOW = System.currentTimeMillis();

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private JdbcTemplate database;

    private Upstream upstream;
    private Endpoint endpoint;

    @BeforeEach
    void add() {
        upstream = upstreams.add(UpstreamDraft.of("changing", "https://example.org"));
        endpoint = endpoints.resolve(upstream.id(), "GET", "/ticker");
    }

    @AfterEach
    void remove() {
        upstreams.all().forEach(each -> upstreams.remove(each.id()));
    }

    /** Has the answer fetched again each two minutes; every third time it is another one. */
    private void learn(AnswerCache cache, int times, Endpoint of) {
        StoredAnswers answers = new StoredAnswers(cache);
        for (int i = 0; i < times; i++) {
            answers.get(upstream.id(), of.id(), "/ticker", "v" + i / 3, NOW + i * 120_000L);
        }
    }

    private ChangeRecord afterRestart(JdbcTemplate from) {
        try (AnswerCache next = StoredAnswers.fresh()) {
            ChangeTable unused = new ChangeTable(next, endpoints, from);
            assertThat(unused).isNotNull();
            return next.changes(endpoint.id());
        }
    }

    @Test
    void the_curve_of_an_endpoint_is_the_same_after_a_restart() {
        try (AnswerCache cache = StoredAnswers.fresh()) {
            ChangeTable table = new ChangeTable(cache, endpoints, database);
            learn(cache, 60, endpoint);
            table.write();
            ChangeRecord before = cache.changes(endpoint.id());
            assertThat(before.outdated(Duration.ofMinutes(1))).isPresent();
            ChangeRecord after = afterRestart(database);
            assertThat(after).isEqualTo(before);
            assertThat(after.outdated(Duration.ofMinutes(1))).isEqualTo(before.outdated(Duration.ofMinutes(1)));
        }
    }

    @Test
    void what_was_learned_before_and_after_a_restart_adds_up() {
        try (AnswerCache cache = StoredAnswers.fresh()) {
            ChangeTable table = new ChangeTable(cache, endpoints, database);
            learn(cache, 10, endpoint);
            table.write();
        }
        try (AnswerCache cache = StoredAnswers.fresh()) {
            ChangeTable table = new ChangeTable(cache, endpoints, database);
            learn(cache, 10, endpoint);
            table.write();
        }
        assertThat(afterRestart(database).fetches()).isEqualTo(18);
    }

    @Test
    void only_what_changed_is_written_again() {
        try (AnswerCache cache = StoredAnswers.fresh()) {
            ChangeTable table = new ChangeTable(cache, endpoints, database);
            learn(cache, 3, endpoint);
            table.write();
            database.update("update answer_change set first = 77 where endpoint_id = ?", endpoint.id());
            table.write();
            assertThat(afterRestart(database).first()).isEqualTo(77);
        }
    }

    @Test
    void it_goes_with_its_upstream_and_is_not_written_for_one_that_is_gone() {
        try (AnswerCache cache = StoredAnswers.fresh()) {
            ChangeTable table = new ChangeTable(cache, endpoints, database);
            learn(cache, 3, endpoint);
            table.write();
            upstreams.remove(upstream.id());
            assertThat(rows()).isZero();
            learn(cache, 6, endpoint);
            table.write();
            assertThat(rows()).isZero();
        }
    }

    @Test
    void no_more_than_the_bound_is_kept_and_the_newest_stay() {
        database.update("""
            insert into answer_change select n, ?, array_fill(0, array[120]), array_fill(0, array[120]),
            array_fill(0, array[120]), 0, now() - interval '1 day' from generate_series(1, ?) n\
            """, upstream.id(), ChangeTable.MOST);
        try (AnswerCache cache = StoredAnswers.fresh()) {
            ChangeTable table = new ChangeTable(cache, endpoints, database);
            learn(cache, 3, endpoint);
            table.write();
        }
        assertThat(rows()).isEqualTo(ChangeTable.MOST);
        assertThat(afterRestart(database).fetches()).isEqualTo(2);
    }

    @Test
    void while_the_database_is_away_it_is_kept_in_memory_and_written_later() {
        DelegatingDataSource source = new DelegatingDataSource(
                new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none?connectTimeout=1"));
        try (AnswerCache cache = StoredAnswers.fresh()) {
            ChangeTable table = new ChangeTable(cache, endpoints, new JdbcTemplate(source));
            learn(cache, 5, endpoint);
            table.write();
            assertThat(rows()).isZero();
            source.setTargetDataSource(requireNonNull(database.getDataSource()));
            table.write();
        }
        assertThat(afterRestart(database).fetches()).isEqualTo(4);
    }

    private int rows() {
        Integer rows = database.queryForObject("select count(*) from answer_change", Integer.class);
        return rows == null ? -1 : rows;
    }
}
