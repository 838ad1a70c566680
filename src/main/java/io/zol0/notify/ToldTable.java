package io.zol0.notify;

import static io.zol0.notify.DeliveryTable.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who was told of what, in the database. */
@Component
class ToldTable {
    /** Most matters that a target is remembered to have heard of; of what is beyond that it does not hear the end. */
    static final int MOST = 10_000;

    private final JdbcClient database;

    ToldTable(JdbcClient database) {
        this.database = database;
    }

    /** @param gatheringKey how the target hears of it */
    record Told(Target target, Message message, String gatheringKey, boolean tellsEnd, long escalateChannelId) {}

    int count(Target target) {
        return database.sql(
                        "select count(*) from told where channel_id = :channel and account_id is not distinct from nullif(:account, 0)")
                .param("channel", target.channelId())
                .param("account", target.accountId())
                .query(Integer.class)
                .single();
    }

    /**
     * Somebody hears of a beginning.
     *
     * @param escalateAt null for never
     */
    record Heard(Hearer hearer, Message message, @Nullable Instant escalateAt) {}

    void remember(List<Heard> all, Instant now) {
        if (all.isEmpty()) {
            return;
        }
        database.sql("""
                insert into told (channel_id, account_id, fingerprint, message, at, gathering, tells_end, escalate_at,
                    escalate_channel_id)
                select channel, nullif(account, 0), fingerprint, message, :now, gathering, tells_end, escalate_at,
                    nullif(escalate_channel, 0)
                from unnest(:channels, :accounts, :fingerprints, :messages, :gatherings, :tellEnds,
                    cast(:escalateAts as timestamptz[]), :escalateChannels)
                    as heard (channel, account, fingerprint, message, gathering, tells_end, escalate_at, escalate_channel)
                on conflict (channel_id, account_id, fingerprint) do update set message = excluded.message, at = excluded.at,
                    gathering = excluded.gathering, tells_end = excluded.tells_end, escalate_at = excluded.escalate_at,
                    escalate_channel_id = excluded.escalate_channel_id\
                """)
                .param("channels", array(all, heard -> heard.hearer().target().channelId(), Long[]::new))
                .param("accounts", array(all, heard -> heard.hearer().target().accountId(), Long[]::new))
                .param("fingerprints", array(all, heard -> heard.message().fingerprint(), String[]::new))
                .param("messages", array(all, heard -> Json.text(heard.message()), String[]::new))
                .param(
                        "gatherings",
                        array(all, heard -> heard.hearer().gathering().key(), String[]::new))
                .param("tellEnds", array(all, heard -> heard.hearer().tellsEnd(), Boolean[]::new))
                .param("escalateAts", array(all, heard -> text(heard.escalateAt()), String[]::new))
                .param("escalateChannels", array(all, heard -> heard.hearer().escalateChannelId(), Long[]::new))
                .param("now", at(now))
                .update();
    }

    private static <T> T[] array(List<Heard> all, Function<Heard, @Nullable T> of, IntFunction<T[]> array) {
        return all.stream().map(of).toArray(array);
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    List<Told> of(Collection<String> fingerprints) {
        return database.sql("select * from told where fingerprint = any(:fingerprints) order by channel_id, at")
                .param("fingerprints", fingerprints.toArray(String[]::new))
                .query((row, number) -> told(row))
                .list();
    }

    void forget(Collection<String> fingerprints) {
        database.sql("delete from told where fingerprint = any(:fingerprints)")
                .param("fingerprints", fingerprints.toArray(String[]::new))
                .update();
    }

    /** Somebody has them: they are not passed on. */
    void settle(Collection<String> fingerprints) {
        database.sql("update told set escalate_at = null where fingerprint = any(:fingerprints)")
                .param("fingerprints", fingerprints.toArray(String[]::new))
                .update();
    }

    /** Takes those that nobody took in time. */
    List<Told> late(Instant now, int most) {
        return database.sql("""
                update told set escalate_at = null
                where (channel_id, coalesce(account_id, 0), fingerprint) in (
                    select channel_id, coalesce(account_id, 0), fingerprint from told
                    where escalate_at <= :now order by escalate_at limit :most)
                returning *\
                """)
                .param("now", at(now))
                .param("most", most)
                .query((row, number) -> told(row))
                .list();
    }

    /** Forgets what is older; nobody would know what its end belongs to. */
    int forgetBefore(Instant before) {
        return database.sql("delete from told where at < :before")
                .param("before", at(before))
                .update();
    }

    private static Told told(ResultSet row) throws SQLException {
        return new Told(
                new Target(row.getLong("channel_id"), row.getLong("account_id")),
                Json.read(row.getString("message"), Message.class),
                row.getString("gathering"),
                row.getBoolean("tells_end"),
                row.getLong("escalate_channel_id"));
    }
}
