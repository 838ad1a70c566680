package io.zol0.catalog;

import io.zol0.users.Sight;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The setting changes in the database; they are only ever added to, and seen by who may see the upstream. */
@Component
class SettingHistory {
    private static final String SELECT = """
        select c.*, not exists (
            select from setting_change later where later.kind = c.kind and later.upstream_id = c.upstream_id
                and later.number = c.number and later.id > c.id) as newest
        from setting_change c left join upstream u on u.id = c.upstream_id
        where (? or c.upstream_id = 0 or coalesce(u.environment, c.environment) = any (?))\
        """;

    private static final int LONGEST_NAME = 100;

    private final JdbcClient jdbc;

    SettingHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The number of the setting's newest change; 0 where it was never set. */
    long newest(SettingId setting) {
        return jdbc.sql("select coalesce(max(id), 0) from setting_change where kind = ? and upstream_id = ? and number"
                        + " = ?")
                .params(setting.kind().name(), setting.upstreamId(), setting.number())
                .query(Long.class)
                .single();
    }

    /** A change about to be made; {@code was} and {@code is} as JSON. */
    record Line(
            Instant at,
            ChangeOrigin origin,
            @Nullable Long reverts,
            SettingId setting,
            String upstream,
            String environment,
            String subject,
            @Nullable String was,
            @Nullable String is,
            String reason) {}

    /** Adds a change and answers its number, which what is made with it bears too. */
    long add(Line line) {
        SettingId setting = line.setting();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(Timestamp.from(line.at()));
        values.add(who());
        values.add(line.origin().name());
        values.add(line.reverts());
        values.add(setting.kind().name());
        values.add(setting.upstreamId());
        values.add(setting.number());
        values.add(line.upstream());
        values.add(line.environment());
        values.add(line.subject());
        values.add(line.was());
        values.add(line.is());
        values.add(line.reason());
        long id = jdbc.sql("""
            insert into setting_change (at, who, origin, reverts, kind, upstream_id, number, upstream,
                environment, subject, before, after, reason)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?::json, ?) returning id\
            """).params(values).query(Long.class).single();
        if (setting.isNew()) {
            jdbc.sql("update setting_change set number = id where id = ?")
                    .param(id)
                    .update();
        }
        return id;
    }

    Optional<AppliedChange> byId(long id) {
        return jdbc.sql(SELECT + " and c.id = ?")
                .params(withSight(List.of(id)))
                .query(SettingHistory::change)
                .optional();
    }

    /** The setting's changes after that one, the newest first; at most a hundred. */
    List<AppliedChange> since(SettingId setting, long change) {
        return page(HistoryFilter.of(setting), 0, 100).stream()
                .filter(later -> later.id() > change)
                .toList();
    }

    /** The newest first. */
    List<AppliedChange> page(HistoryFilter filter, int offset, int limit) {
        Map<String, Object> conditions = conditions(filter);
        List<Object> values = new ArrayList<>(conditions.values());
        values.add(limit);
        values.add(offset);
        return jdbc.sql(SELECT + where(conditions) + " order by c.id desc limit ? offset ?")
                .params(withSight(values))
                .query(SettingHistory::change)
                .list();
    }

    long count(HistoryFilter filter) {
        Map<String, Object> conditions = conditions(filter);
        return jdbc.sql("select count(*) from (" + SELECT + where(conditions) + ") as wanted")
                .params(withSight(new ArrayList<>(conditions.values())))
                .query(Long.class)
                .single();
    }

    private static String who() {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        String name = login == null ? "system" : login.getName();
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private static List<Object> withSight(List<Object> values) {
        Sight sight = Sight.current();
        List<Object> all = new ArrayList<>();
        all.add(sight.everywhere());
        all.add(sight.environments().toArray(String[]::new));
        all.addAll(values);
        return all;
    }

    private static String where(Map<String, Object> conditions) {
        StringBuilder where = new StringBuilder();
        conditions.keySet().forEach(condition -> where.append(" and ").append(condition));
        return where.toString();
    }

    private static Map<String, Object> conditions(HistoryFilter filter) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("c.upstream_id = ?", filter.upstreamId());
        all.put("c.kind = ?", filter.kind() == null ? null : filter.kind().name());
        all.put("c.number = ?", filter.number());
        all.put(
                "position(lower(?) in lower(c.who)) > 0",
                filter.who() == null || filter.who().isBlank()
                        ? null
                        : filter.who().strip());
        all.put("c.at >= ?", filter.from() == null ? null : Timestamp.from(filter.from()));
        all.put("c.at < ?", filter.to() == null ? null : Timestamp.from(filter.to()));
        Map<String, Object> wanted = new LinkedHashMap<>();
        all.forEach((condition, value) -> {
            if (value != null) {
                wanted.put(condition, value);
            }
        });
        return wanted;
    }

    private static AppliedChange change(ResultSet row, int number) throws SQLException {
        String before = row.getString("before");
        String after = row.getString("after");
        return new AppliedChange(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getString("who"),
                ChangeOrigin.valueOf(row.getString("origin")),
                row.getObject("reverts", Long.class),
                new SettingId(
                        SettingKind.valueOf(row.getString("kind")), row.getLong("upstream_id"), row.getLong("number")),
                row.getString("upstream"),
                row.getString("subject"),
                before == null ? null : SettingJson.fields(before),
                after == null ? null : SettingJson.fields(after),
                row.getString("reason"),
                row.getBoolean("newest"));
    }
}
