package io.zol0.insight;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deployments in the database, the newest {@value #MOST}. */
@Component
class DeploymentTable {
    static final int MOST = 10_000;

    private final JdbcClient database;

    DeploymentTable(JdbcClient database) {
        this.database = database;
    }

    /** The newest first. */
    List<Deployment> between(Instant from, Instant to, int most) {
        return newest("", Map.of(), from, to, most);
    }

    /** Those of an upstream, and those of no upstream that were told of its environment or of none. */
    List<Deployment> of(long upstreamId, String environment, Instant from, Instant to, int most) {
        return newest(
                " and (upstream_id = :upstream or upstream_id is null and environment in ('', :environment))",
                Map.of("upstream", upstreamId, "environment", environment),
                from,
                to,
                most);
    }

    private List<Deployment> newest(String which, Map<String, Object> parameters, Instant from, Instant to, int most) {
        return database.sql("select * from deployment where at >= :from and at < :to" + which
                        + " order by at desc, id desc limit :most")
                .params(parameters)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, number) -> new Deployment(
                        row.getLong("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("title"),
                        row.getString("text"),
                        row.getString("environment"),
                        row.getLong("upstream_id"),
                        row.getString("link"),
                        row.getString("who")))
                .list();
    }

    Deployment add(Deployment told) {
        long id = database.sql("insert into deployment (at, title, text, environment, upstream_id, link, who)"
                        + " values (:at, :title, :text, :environment, :upstream, :link, :who) returning id")
                .param("at", told.at().atOffset(ZoneOffset.UTC))
                .param("title", told.title())
                .param("text", told.text())
                .param("environment", told.environment())
                .param("upstream", told.upstreamId() == 0 ? null : told.upstreamId(), Types.BIGINT)
                .param("link", told.link())
                .param("who", told.who())
                .query(Long.class)
                .single();
        database.sql("delete from deployment where id <= :id - " + MOST)
                .param("id", id)
                .update();
        return new Deployment(
                id,
                told.at(),
                told.title(),
                told.text(),
                told.environment(),
                told.upstreamId(),
                told.link(),
                told.who());
    }
}
