package io.zol0.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people want to be told of, in the database. */
@Component
class PreferenceTable {
    private final JdbcClient database;

    PreferenceTable(JdbcClient database) {
        this.database = database;
    }

    Optional<Preference> of(long accountId) {
        return database.sql("select * from notification_preference where account_id = :account")
                .param("account", accountId)
                .query((row, number) -> preference(row))
                .optional();
    }

    /** Those that are in force, by account. */
    Map<Long, Preference> inForce() {
        Map<Long, Preference> all = new LinkedHashMap<>();
        database.sql("select * from notification_preference where enabled order by account_id")
                .query(row -> {
                    all.put(row.getLong("account_id"), preference(row));
                });
        return all;
    }

    void save(long accountId, Preference preference) {
        database.sql("""
                insert into notification_preference (account_id, enabled, email, least, quiet, from_minute, until_minute,
                    zone, wakes)
                values (:account, :enabled, :email, :least, :quiet, :from, :until, :zone, :wakes)
                on conflict (account_id) do update set enabled = excluded.enabled, email = excluded.email,
                    least = excluded.least, quiet = excluded.quiet, from_minute = excluded.from_minute,
                    until_minute = excluded.until_minute, zone = excluded.zone, wakes = excluded.wakes\
                """)
                .param("account", accountId)
                .param("enabled", preference.enabled())
                .param("email", preference.email())
                .param("least", preference.least().name())
                .param("quiet", preference.quiet())
                .param("from", preference.quietFrom().toSecondOfDay() / 60)
                .param("until", preference.quietUntil().toSecondOfDay() / 60)
                .param("zone", preference.zone().getId())
                .param("wakes", preference.wakes())
                .update();
    }

    private static Preference preference(ResultSet row) throws SQLException {
        return new Preference(
                row.getBoolean("enabled"),
                row.getString("email"),
                Urgency.valueOf(row.getString("least")),
                row.getBoolean("quiet"),
                LocalTime.ofSecondOfDay(row.getInt("from_minute") * 60L),
                LocalTime.ofSecondOfDay(row.getInt("until_minute") * 60L),
                ZoneId.of(row.getString("zone")),
                row.getBoolean("wakes"));
    }
}
