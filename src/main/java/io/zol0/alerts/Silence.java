package io.zol0.alerts;

import io.zol0.limits.EndpointPattern;
import io.zol0.metrics.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mute of alerts for a time, or for the same hours of each week.
 *
 * @param id given by the database; 0 for one that is not kept yet
 * @param maintenance whether it is for planned work
 * @param ruleId only alerts of that rule; 0 for any
 * @param environment only those of that; empty for any
 * @param upstreamId only those of that; 0 for any
 * @param endpoints only those of endpoints that fit the pattern; empty for any
 * @param mostSevere what is more severe comes through
 * @param endsAt when it ends, or when it ends the first time
 * @param weekly whether it comes again each week, at the same time of the clock in its zone
 * @param until of a weekly one: from then on no more; null where nobody said when
 * @param reason why
 * @param who the account or token that made it
 * @param version counts the changes, for optimistic locking
 */
public record Silence(
        long id,
        boolean maintenance,
        long ruleId,
        String environment,
        long upstreamId,
        String endpoints,
        Severity mostSevere,
        Instant beginsAt,
        Instant endsAt,
        boolean weekly,
        ZoneId zone,
        @Nullable Instant until,
        String reason,
        String who,
        long version) {
    private static final Duration WEEK = Duration.ofDays(7);

    /** One that comes once. */
    public Silence(
            long id,
            boolean maintenance,
            long ruleId,
            String environment,
            long upstreamId,
            String endpoints,
            Severity mostSevere,
            Instant beginsAt,
            Instant endsAt,
            String reason,
            String who) {
        this(
                id,
                maintenance,
                ruleId,
                environment,
                upstreamId,
                endpoints,
                mostSevere,
                beginsAt,
                endsAt,
                false,
                ZoneOffset.UTC,
                null,
                reason,
                who,
                1);
    }

    /** A time in which it mutes. */
    public record Span(Instant from, Instant to) {}

    /** That in which a time is; nothing where it mutes nothing then. */
    public Optional<Span> spanAt(Instant now) {
        return nextSpan(now).filter(span -> !span.from().isAfter(now));
    }

    /** That in which a time is, or the next one after it; nothing where it is over. */
    public Optional<Span> nextSpan(Instant now) {
        if (!weekly) {
            return now.isBefore(endsAt) ? Optional.of(new Span(beginsAt, endsAt)) : Optional.empty();
        }
        long first = Math.max(0, Duration.between(beginsAt, now).dividedBy(WEEK) - 1);
        for (long week = first; week <= first + 3; week++) {
            Span span = inWeek(week);
            if (now.isBefore(span.to())) {
                return until == null || (span.from().isBefore(until) && now.isBefore(until))
                        ? Optional.of(until != null && until.isBefore(span.to()) ? new Span(span.from(), until) : span)
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** By the clock of its zone, so that it stays at the same hour when the clock is put on or back. */
    private Span inWeek(long week) {
        ZonedDateTime from = beginsAt.atZone(zone).plusWeeks(week);
        ZonedDateTime to = endsAt.atZone(zone).plusWeeks(week);
        return new Span(from.toInstant(), to.toInstant());
    }

    /** Whether it mutes an alert at a time. */
    boolean mutes(Alert alert, Instant now) {
        return fits(alert) && spanAt(now).isPresent();
    }

    /** Whether it is about an alert. */
    boolean fits(Alert alert) {
        return alert.severity().compareTo(mostSevere) <= 0
                && (ruleId == 0 || ruleId == alert.ruleId())
                && (environment.isEmpty() || environment.equals(alert.environment()))
                && (upstreamId == 0 || upstreamId == alert.about().upstreamId())
                && (endpoints.isEmpty() || (alert.about().kind() == Subject.Kind.ENDPOINT && fitsEndpoint(alert)));
    }

    /** A subject reads "GET /path of upstream". */
    private boolean fitsEndpoint(Alert alert) {
        return EndpointPattern.fits(endpoints, endpointOf(alert));
    }

    static String endpointOf(Alert alert) {
        String subject = alert.caller().isEmpty()
                ? alert.subject()
                : alert.subject().substring(alert.subject().indexOf(" at ") + 4);
        int end = subject.lastIndexOf(" of ");
        return end < 0 ? subject : subject.substring(0, end);
    }

    /** One that begins now and mutes everything for two hours. */
    public static Silence draft(Instant now) {
        return new Silence(
                0,
                false,
                0,
                "",
                0,
                "",
                Severity.CRITICAL,
                now,
                now.plus(Duration.ofHours(2)),
                false,
                ZoneId.of("UTC"),
                null,
                "",
                "",
                1);
    }

    /** One that mutes alerts like that one: of its rule, for its upstream and its endpoint. */
    public static Silence like(Alert alert, Instant now) {
        return new Silence(
                0,
                false,
                alert.ruleId(),
                "",
                alert.about().upstreamId(),
                alert.about().kind() == Subject.Kind.ENDPOINT ? endpointOf(alert) : "",
                Severity.CRITICAL,
                now,
                now.plus(Duration.ofHours(2)),
                false,
                ZoneId.of("UTC"),
                null,
                "",
                "",
                1);
    }
}
