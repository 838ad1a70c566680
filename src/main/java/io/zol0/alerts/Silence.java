package io.zol0.alerts;

import io.zol0.limits.EndpointPattern;
import io.zol0.metrics.Subject;
import java.time.Instant;

/**
 * A mute of alerts for a time.
 *
 * @param maintenance whether it is for planned work
 * @param ruleId only alerts of that rule; 0 for any
 * @param environment only those of that; empty for any
 * @param upstreamId only those of that; 0 for any
 * @param endpoints only those of endpoints that fit the pattern; empty for any
 * @param mostSevere what is more severe comes through
 * @param reason why
 * @param who the account or token that made it
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
        String reason,
        String who) {

    boolean mutes(Alert alert, Instant now) {
        return !now.isBefore(beginsAt)
                && now.isBefore(endsAt)
                && alert.severity().compareTo(mostSevere) <= 0
                && (ruleId == 0 || ruleId == alert.ruleId())
                && (environment.isEmpty() || environment.equals(alert.environment()))
                && (upstreamId == 0 || upstreamId == alert.about().upstreamId())
                && (endpoints.isEmpty() || (alert.about().kind() == Subject.Kind.ENDPOINT && fits(alert)));
    }

    /** A subject reads "GET /path of upstream". */
    private boolean fits(Alert alert) {
        String subject = alert.caller().isEmpty()
                ? alert.subject()
                : alert.subject().substring(alert.subject().indexOf(" at ") + 4);
        int end = subject.lastIndexOf(" of ");
        return EndpointPattern.fits(endpoints, end < 0 ? subject : subject.substring(0, end));
    }
}
