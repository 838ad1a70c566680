package io.zol0.insight;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * A report that is sent by mail, of everything there is.
 *
 * @param id 0 for one that is to be added
 * @param hour of the day after the period at which it is sent, 0 to 23
 * @param zone in which its days begin and its hour is meant
 * @param channelId an e-mail channel, whose mail server sends it
 * @param recipients addresses; empty for those of the channel
 */
public record ReportMail(
        long id,
        boolean enabled,
        Reports.Kind kind,
        int hour,
        ZoneId zone,
        long channelId,
        List<String> recipients,
        long version) {
    /** Until the last minute of a period is in the history. */
    private static final Duration SETTLING = Duration.ofMinutes(3);

    public ReportMail {
        recipients = List.copyOf(recipients);
    }

    /** The same, to be saved from another version. */
    public ReportMail at(long otherVersion) {
        return new ReportMail(id, enabled, kind, hour, zone, channelId, recipients, otherVersion);
    }

    /** First day of the newest period whose report is due at a time. */
    LocalDate due(Instant now) {
        LocalDate newest = kind.newest(now, zone);
        return sentAt(newest).isAfter(now) ? kind.before(newest) : newest;
    }

    /** When the report of a period is sent. */
    private Instant sentAt(LocalDate begin) {
        LocalDate day = kind.after(begin);
        Instant wanted = day.atTime(hour, 0).atZone(zone).toInstant();
        Instant known = day.atStartOfDay(zone).toInstant().plus(SETTLING);
        return wanted.isAfter(known) ? wanted : known;
    }
}
