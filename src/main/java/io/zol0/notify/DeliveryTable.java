package io.zol0.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The outbox in the database. */
@Component
class DeliveryTable {
    private static final int LONGEST_SAID = 1000;

    /** Most that are sent by one channel at a time, so that one that hangs does not keep the others waiting. */
    private static final int MOST_OF_A_CHANNEL = 2;

    private final JdbcClient database;

    DeliveryTable(JdbcClient database) {
        this.database = database;
    }

    /** Lets nobody else put anything into the outbox until the transaction ends, on no node. */
    void lock() {
        database.sql("select pg_advisory_xact_lock(hashtext('zol0 outbox'))")
                .query((row, number) -> 0)
                .list();
    }

    /** How many single messages to a target wait or were made since then. */
    int singles(Target target, Instant since) {
        return database.sql("""
                select count(*) from delivery
                where channel_id = :channel and account_id is not distinct from nullif(:account, 0) and gathering = ''
                  and (state in ('WAITING', 'TRYING') or created_at > :since)\
                """)
                .param("channel", target.channelId())
                .param("account", target.accountId())
                .param("since", at(since))
                .query(Integer.class)
                .single();
    }

    void add(Target target, Gathering gathering, Bundle bundle, Instant now) {
        add(target, gathering, bundle, List.of(), now);
    }

    /** @param recipients addresses in the place of the channel's own; empty for those */
    void add(Target target, Gathering gathering, Bundle bundle, List<String> recipients, Instant now) {
        Instant due = now.plus(gathering.lasting());
        database.sql("""
                insert into delivery (channel_id, account_id, gathering, state, webhook_id, environment, urgency, title,
                    bundle, count, recipients, created_at, due_at, try_at)
                values (:channel, nullif(:account, 0), :gathering, 'WAITING', :webhook, :environment, :urgency, :title,
                    :bundle, :count, :recipients, :now, :due, :due)\
                """)
                .param("channel", target.channelId())
                .param("account", target.accountId())
                .param("gathering", gathering.key())
                .param("webhook", newWebhookId())
                .param("environment", bundle.environment())
                .param("urgency", bundle.urgency().name())
                .param("title", Wording.title(bundle))
                .param("bundle", Json.text(bundle))
                .param("count", bundle.count())
                .param("recipients", String.join("\n", recipients))
                .param("now", at(now))
                .param("due", at(due))
                .update();
    }

    /** Puts messages into what is being gathered for a target; begins to gather where nothing is. */
    void gather(Target target, Gathering gathering, List<Message> messages, Instant now) {
        record Gathered(long id, String bundle, int attempts) {}
        Optional<Gathered> there = database.sql("""
                select id, bundle, attempts from delivery
                where channel_id = :channel and account_id is not distinct from nullif(:account, 0)
                  and gathering = :gathering and state = 'WAITING' for update\
                """)
                .param("channel", target.channelId())
                .param("account", target.accountId())
                .param("gathering", gathering.key())
                .query((row, number) ->
                        new Gathered(row.getLong("id"), row.getString("bundle"), row.getInt("attempts")))
                .optional();
        if (there.isEmpty()) {
            add(target, gathering, Bundle.gathering(messages), now);
            return;
        }
        Bundle bundle = Json.read(there.get().bundle(), Bundle.class).and(messages);
        // Whoever saw an attempt must not take what is more now for a repeat.
        database.sql("""
                update delivery set bundle = :bundle, count = :count, title = :title, urgency = :urgency,
                    environment = :environment, webhook_id = case when attempts > 0 then :webhook else webhook_id end
                where id = :id\
                """)
                .param("bundle", Json.text(bundle))
                .param("count", bundle.count())
                .param("title", Wording.title(bundle))
                .param("urgency", bundle.urgency().name())
                .param("environment", bundle.environment())
                .param("webhook", newWebhookId())
                .param("id", there.get().id())
                .update();
    }

    /**
     * Takes what is due, for each target the one that was due first and only while none of it is being sent, so that the end of
     * a matter never comes before its beginning. What another node takes at the same moment is passed over.
     *
     * @param until when an attempt that tells nothing is given up for lost
     */
    List<Claim> claim(int most, Instant now, Instant until) {
        return database.sql("""
                with head as (
                    select distinct on (channel_id, account_id) id, channel_id, due_at, try_at from delivery
                    where state in ('WAITING', 'TRYING') and due_at <= :now
                    order by channel_id, account_id, state = 'TRYING' desc, due_at, id),
                turn as (
                    select id, due_at, row_number() over (partition by channel_id order by due_at, id) + (
                        select count(*) from delivery busy
                        where busy.channel_id = head.channel_id and busy.state = 'TRYING' and busy.try_at > :now) as place
                    from head where try_at <= :now)
                update delivery set state = 'TRYING', attempts = attempts + 1, try_at = :until
                where id in (
                    select d.id from delivery d join turn using (id)
                    where turn.place <= :channel and d.state in ('WAITING', 'TRYING') and d.try_at <= :now
                    order by turn.due_at limit :most for update of d skip locked)
                returning id, channel_id, account_id, webhook_id, bundle, recipients, attempts\
                """)
                .param("now", at(now))
                .param("until", at(until))
                .param("most", most)
                .param("channel", MOST_OF_A_CHANNEL)
                .query((row, number) -> new Claim(
                        row.getLong("id"),
                        new Target(row.getLong("channel_id"), row.getLong("account_id")),
                        row.getString("webhook_id"),
                        Json.read(row.getString("bundle"), Bundle.class),
                        row.getString("recipients").lines().toList(),
                        row.getInt("attempts")))
                .list();
    }

    /** Ends a delivery, if it is still in the attempt that this is about. */
    void end(Claim claim, DeliveryState state, String said, Instant now) {
        database.sql("""
                update delivery set state = :state, ended_at = :now, said = :said
                where id = :id and state = 'TRYING' and attempts = :attempt\
                """)
                .param("state", state.name())
                .param("now", at(now))
                .param("said", shortened(said))
                .param("id", claim.id())
                .param("attempt", claim.attempt())
                .update();
    }

    /** Puts off the next attempt; what was gathered in the meantime by the same key goes with it. */
    void putOff(Claim claim, String said, Instant next) {
        database.sql("""
                update delivery set state = 'WAITING', try_at = :next, said = :said,
                    gathering = case when exists (
                        select from delivery other where other.channel_id = delivery.channel_id
                          and other.account_id is not distinct from delivery.account_id
                          and other.gathering = delivery.gathering and other.state = 'WAITING')
                        then '' else gathering end
                where id = :id and state = 'TRYING' and attempts = :attempt\
                """)
                .param("next", at(next))
                .param("said", shortened(said))
                .param("id", claim.id())
                .param("attempt", claim.attempt())
                .update();
    }

    List<Delivery> page(
            @Nullable Set<DeliveryState> states, List<String> environments, boolean everywhere, int offset, int limit) {
        return database.sql("""
                select d.*, c.name as channel_name from delivery d join channel c on c.id = d.channel_id
                where (:everywhere or d.environment = '' or d.environment = any(:environments)) and d.state = any(:states)
                order by d.created_at desc, d.id desc limit :limit offset :offset\
                """)
                .param("everywhere", everywhere)
                .param("environments", environments.toArray(String[]::new))
                .param("states", names(states))
                .param("limit", limit)
                .param("offset", offset)
                .query((row, number) -> delivery(row))
                .list();
    }

    long count(@Nullable Set<DeliveryState> states, List<String> environments, boolean everywhere) {
        return database.sql("""
                select count(*) from delivery
                where (:everywhere or environment = '' or environment = any(:environments)) and state = any(:states)\
                """)
                .param("everywhere", everywhere)
                .param("environments", environments.toArray(String[]::new))
                .param("states", names(states))
                .query(Long.class)
                .single();
    }

    private static String[] names(@Nullable Set<DeliveryState> states) {
        Set<DeliveryState> wanted = states == null || states.isEmpty() ? Set.of(DeliveryState.values()) : states;
        return wanted.stream().map(Enum::name).toArray(String[]::new);
    }

    Optional<Delivery> byId(long id) {
        return database.sql(
                        "select d.*, c.name as channel_name from delivery d join channel c on c.id = d.channel_id where d.id = :id")
                .param("id", id)
                .query((row, number) -> delivery(row))
                .optional();
    }

    Bundle bundle(long id) {
        return Json.read(
                database.sql("select bundle from delivery where id = :id")
                        .param("id", id)
                        .query(String.class)
                        .single(),
                Bundle.class);
    }

    /** Lets what was given up be tried again from now on, with all its attempts; whether it was. */
    boolean revive(long id, Instant now) {
        return database.sql("""
                        update delivery set state = 'WAITING', gathering = '', attempts = 0, due_at = :now, try_at = :now,
                            ended_at = null
                        where id = :id and state = 'DEAD'\
                        """).param("now", at(now)).param("id", id).update() > 0;
    }

    /** Gives up what waits for a channel. */
    int giveUp(long channelId, String why, Instant now) {
        return database.sql("""
                update delivery set state = 'DEAD', ended_at = :now, said = :why
                where channel_id = :channel and state = 'WAITING'\
                """)
                .param("now", at(now))
                .param("why", why)
                .param("channel", channelId)
                .update();
    }

    /** Forgets what ended in a state before a time, and all but the newest of it. */
    int forget(DeliveryState state, Instant before, int most) {
        return database.sql("""
                delete from delivery where state = :state and (ended_at < :before or id in (
                    select id from delivery where state = :state order by ended_at desc, id desc offset :most))\
                """)
                .param("state", state.name())
                .param("before", at(before))
                .param("most", most)
                .update();
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static String newWebhookId() {
        return "msg_" + UUID.randomUUID().toString().replace("-", "");
    }

    private static String shortened(String said) {
        return said.length() > LONGEST_SAID ? said.substring(0, LONGEST_SAID) : said;
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getLong("id"),
                row.getLong("channel_id"),
                row.getString("channel_name"),
                row.getLong("account_id"),
                DeliveryState.valueOf(row.getString("state")),
                row.getString("webhook_id"),
                row.getString("environment"),
                Urgency.valueOf(row.getString("urgency")),
                row.getString("title"),
                row.getInt("count"),
                instant(row, "created_at"),
                instant(row, "try_at"),
                row.getInt("attempts"),
                instantOrNull(row, "ended_at"),
                row.getString("said"));
    }
}
