package io.zol0.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which upstreams are own, and the loads that were run, the newest {@value #MOST}. */
@Component
class BenchmarkTable {
    static final int MOST = 1_000;

    private final JdbcClient database;

    BenchmarkTable(JdbcClient database) {
        this.database = database;
    }

    List<Long> own() {
        return database.sql("select upstream_id from own_upstream")
                .query(Long.class)
                .list();
    }

    void mark(long upstreamId, boolean own, String who) {
        database.sql(
                        own
                                ? "insert into own_upstream (upstream_id, who) values (:id, :who) on conflict do nothing"
                                : "delete from own_upstream where upstream_id = :id and :who <> ''")
                .param("id", upstreamId)
                .param("who", who)
                .update();
    }

    List<BenchmarkRun> newest(int most) {
        return database.sql("select * from benchmark_run order by id desc limit :most")
                .param("most", most)
                .query((row, number) -> run(row))
                .list();
    }

    BenchmarkRun add(BenchmarkRun run) {
        long id = database.sql(
                        "insert into benchmark_run (at, who, upstream_id, path, rate, seconds, note, sent, unsent,"
                                + " failed, p50, p95) values (:at, :who, :upstream, :path, :rate, :seconds, :note, :sent, :unsent,"
                                + " :failed, :p50, :p95) returning id")
                .param("at", run.at().atOffset(ZoneOffset.UTC))
                .param("who", run.who())
                .param("upstream", run.plan().upstreamId())
                .param("path", run.plan().path())
                .param("rate", run.plan().rate())
                .param("seconds", run.plan().seconds())
                .param("note", run.plan().note())
                .param("sent", run.sent())
                .param("unsent", run.unsent())
                .param("failed", run.failed())
                .param("p50", array(run.p50()))
                .param("p95", array(run.p95()))
                .query(Long.class)
                .single();
        database.sql("delete from benchmark_run where id <= :id - " + MOST)
                .param("id", id)
                .update();
        return new BenchmarkRun(
                id, run.at(), run.who(), run.plan(), run.sent(), run.unsent(), run.failed(), run.p50(), run.p95());
    }

    private static Double[] array(Interval interval) {
        return new Double[] {interval.value(), interval.low(), interval.high()};
    }

    private static BenchmarkRun run(ResultSet row) throws SQLException {
        return new BenchmarkRun(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("who"),
                new BenchmarkPlan(
                        row.getLong("upstream_id"),
                        row.getString("path"),
                        row.getDouble("rate"),
                        row.getInt("seconds"),
                        row.getString("note")),
                row.getLong("sent"),
                row.getLong("unsent"),
                row.getLong("failed"),
                interval(row, "p50"),
                interval(row, "p95"));
    }

    private static Interval interval(ResultSet row, String column) throws SQLException {
        Double[] values = (Double[]) row.getArray(column).getArray();
        return new Interval(values[0], values[1], values[2]);
    }
}
