package io.zol0.optimizer;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Dismissed notices in the database. */
@Component
class NoticeTable {
    /** Older ones beyond these are forgotten, and told again where they still are so. */
    static final int MOST = 1_000;

    private final JdbcClient database;

    NoticeTable(JdbcClient database) {
        this.database = database;
    }

    /** The newest first. */
    List<DismissedNotice> all() {
        return database.sql("select * from notice_dismissed order by at desc, key")
                .query((row, number) -> new DismissedNotice(
                        row.getString("key"),
                        row.getLong("upstream_id"),
                        row.getString("title"),
                        row.getDouble("measure"),
                        row.getString("reason"),
                        row.getString("who"),
                        RecommendationTable.instant(row, "at"),
                        row.getLong("version")))
                .list();
    }

    /** Whether it is kept; not where somebody decided since the version that it was decided from, 0 for none. */
    boolean dismiss(Notice notice, String reason, String who, long version, Instant now) {
        boolean done = database.sql("""
                insert into notice_dismissed as d (key, upstream_id, title, measure, reason, who, at, version)
                select :key, :upstream, :title, :measure, :reason, :who, :now, :version + 1
                where :version = coalesce((select version from notice_dismissed where key = :key), 0)
                on conflict (key) do update set measure = excluded.measure, reason = excluded.reason, who = excluded.who,
                    at = excluded.at, title = excluded.title, version = excluded.version
                where d.version = :version\
                """)
                        .param("key", notice.key())
                        .param("upstream", notice.upstreamId() == 0 ? null : notice.upstreamId(), java.sql.Types.BIGINT)
                        .param("title", notice.title())
                        .param("measure", notice.measure())
                        .param("reason", reason)
                        .param("who", who.length() > 100 ? who.substring(0, 100) : who)
                        .param("now", RecommendationTable.at(now))
                        .param("version", version)
                        .update()
                > 0;
        database.sql("delete from notice_dismissed where key in"
                        + " (select key from notice_dismissed order by at desc, key offset :most)")
                .param("most", MOST)
                .update();
        return done;
    }

    /** Whether it was there in that version, and is gone. */
    boolean forget(String key, long version) {
        return database.sql("delete from notice_dismissed where key = :key and version = :version")
                        .param("key", key)
                        .param("version", version)
                        .update()
                > 0;
    }
}
