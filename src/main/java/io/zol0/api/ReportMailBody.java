package io.zol0.api;

import io.zol0.insight.ReportMail;
import io.zol0.insight.Reports;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report by mail as the REST API has it. What is left out of a request gets its default; the channel is needed.
 *
 * @param id in answers; a request may leave it out
 * @param kind DAY where it is not said
 * @param hour of the day after the period at which it is sent, 0 to 23; 7 where it is not said
 * @param zone such as Europe/Berlin, in which days begin and the hour is meant; UTC where it is not said
 * @param channel number of the e-mail channel whose server sends it
 * @param recipients e-mail addresses; those of the channel where there are none
 */
record ReportMailBody(
        @Nullable Long id,
        @Nullable Boolean enabled,
        Reports.@Nullable Kind kind,
        @Nullable Integer hour,
        @Nullable String zone,
        @Nullable Long channel,
        @Nullable List<@Nullable String> recipients) {
    private static final int USUAL_HOUR = 7;

    static ReportMailBody of(ReportMail mail) {
        return new ReportMailBody(
                mail.id(),
                mail.enabled(),
                mail.kind(),
                mail.hour(),
                mail.zone().getId(),
                mail.channelId(),
                List.copyOf(mail.recipients()));
    }

    /**
     * What it asks for.
     *
     * @throws Unfit where something needed is missing, or the zone is none
     */
    ReportMail toMail(long number, long version) {
        Needs needs = new Needs();
        ReportMail mail = new ReportMail(
                number,
                enabled == null || enabled,
                kind == null ? Reports.Kind.DAY : kind,
                hour == null ? USUAL_HOUR : hour,
                zone(zone == null ? "UTC" : zone),
                needs.of(channel, "channel", 0L),
                needs.each(recipients, "recipients", "", (address, place) -> address.strip()),
                version);
        needs.requireNoneMissing();
        return mail;
    }

    static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw Unfit.sense("zone", "Write a time zone such as Europe/Berlin.");
        }
    }
}
