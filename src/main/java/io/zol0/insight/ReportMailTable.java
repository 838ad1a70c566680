package io.zol0.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The reports that are sent by mail, in the database, with the newest period of which each was sent. */
@Component
class ReportMailTable {
    private final JdbcClient database;

    ReportMailTable(JdbcClient database) {
        this.database = database;
    }

    /** One and the first day of the newest period of which it was sent. */
    record Kept(ReportMail mail, LocalDate told) {}

    List<ReportMail> all() {
        return database.sql("select * from report_mail order by id")
                .query((row, number) -> mail(row))
                .list();
    }

    Optional<ReportMail> byId(long id) {
        return database.sql("select * from report_mail where id = :id")
                .param("id", id)
                .query((row, number) -> mail(row))
                .optional();
    }

    /** Keeps it from everybody else until the transaction ends. */
    Optional<Kept> hold(long id) {
        return database.sql("select * from report_mail where id = :id for update")
                .param("id", id)
                .query((row, number) -> new Kept(mail(row), row.getObject("told", LocalDate.class)))
                .optional();
    }

    /** Keeps others from adding one until the transaction ends. */
    void holdAll() {
        database.sql("lock table report_mail in share row exclusive mode").update();
    }

    long add(ReportMail mail, LocalDate told) {
        return values(database.sql("""
                insert into report_mail (enabled, kind, hour, zone, channel_id, recipients, told)
                values (:enabled, :kind, :hour, :zone, :channel, :recipients, :told) returning id\
                """), mail)
                .param("told", told)
                .query(Long.class)
                .single();
    }

    void change(ReportMail mail, LocalDate told) {
        values(database.sql("""
                update report_mail set enabled = :enabled, kind = :kind, hour = :hour, zone = :zone, channel_id = :channel,
                    recipients = :recipients, told = :told, version = version + 1
                where id = :id\
                """), mail)
                .param("told", told)
                .param("id", mail.id())
                .update();
    }

    /** The first day of the newest period of which it was sent. */
    Optional<LocalDate> told(long id) {
        return database.sql("select told from report_mail where id = :id")
                .param("id", id)
                .query(LocalDate.class)
                .optional();
    }

    void tell(long id, LocalDate begin) {
        database.sql("update report_mail set told = :told where id = :id")
                .param("told", begin)
                .param("id", id)
                .update();
    }

    void remove(long id) {
        database.sql("delete from report_mail where id = :id").param("id", id).update();
    }

    private static JdbcClient.StatementSpec values(JdbcClient.StatementSpec sql, ReportMail mail) {
        return sql.param("enabled", mail.enabled())
                .param("kind", mail.kind().name())
                .param("hour", mail.hour())
                .param("zone", mail.zone().getId())
                .param("channel", mail.channelId())
                .param("recipients", String.join("\n", mail.recipients()));
    }

    private static ReportMail mail(ResultSet row) throws SQLException {
        return new ReportMail(
                row.getLong("id"),
                row.getBoolean("enabled"),
                Reports.Kind.valueOf(row.getString("kind")),
                row.getInt("hour"),
                ZoneId.of(row.getString("zone")),
                row.getLong("channel_id"),
                row.getString("recipients").lines().toList(),
                row.getLong("version"));
    }
}
