package io.zol0.catalog;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps new endpoints in the database, some time after they were found; while it is away they wait, as many as there are endpoints. */
@Component
class FoundEndpoints {
    private static final Logger log = LoggerFactory.getLogger(FoundEndpoints.class);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Queue<Endpoint> waiting = new ConcurrentLinkedQueue<>();
    private boolean failing;

    FoundEndpoints(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The endpoints kept earlier. */
    List<Endpoint> known() {
        return jdbc.sql("select id, upstream_id, method, template from endpoint")
                .query((row, n) -> new Endpoint(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)))
                .list();
    }

    void add(Endpoint endpoint) {
        waiting.add(endpoint);
    }

    @Scheduled(fixedDelay = 1_000)
    void write() {
        List<Endpoint> batch = new ArrayList<>();
        for (Endpoint next = waiting.poll(); next != null; next = waiting.poll()) {
            batch.add(next);
        }
        try {
            batch.forEach(this::insert);
            failing = false;
        } catch (DataAccessException e) {
            waiting.addAll(batch);
            if (!failing) {
                log.warn(
                        "{} new endpoints wait for the database: {}",
                        batch.size(),
                        e.getMostSpecificCause().getMessage());
            }
            failing = true;
        }
    }

    /** An upstream may have been removed since its endpoint was found; then there is nothing to keep. */
    private void insert(Endpoint endpoint) {
        jdbc.sql("""
                        insert into endpoint (id, upstream_id, method, template, first_seen)
                        select :id, id, :method, :template, :seen from upstream where id = :upstream
                        on conflict do nothing""")
                .param("id", endpoint.id())
                .param("upstream", endpoint.upstreamId())
                .param("method", endpoint.method())
                .param("template", endpoint.template())
                .param("seen", Timestamp.from(clock.instant()))
                .update();
    }
}
