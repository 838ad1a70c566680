package io.zol0.alerts;

import io.zol0.metrics.Subject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a rule raised for one thing.
 *
 * @param subject what it is about, in words
 * @param about the same for machines
 * @param environment of its upstream; empty for the machine, {@code *} for all upstreams together
 * @param sentence what happened, with figures
 * @param cause what changed just before, in a sentence; empty where nothing was found
 * @param value the last one; not a number where there is none
 * @param worst the worst one
 * @param seenAt when it was bad last
 * @param times how often it came back, the first time included
 * @param flapping whether it comes and goes, so that it stays until it is quiet
 * @param incidentId the incident that it is part of; 0 for none
 * @param inhibitedBy the alert that explains it; 0 for none
 * @param silenceId what mutes it; 0 for nothing
 */
public record Alert(
        long id,
        long ruleId,
        String ruleName,
        Severity severity,
        AlertState state,
        Measure measure,
        String subject,
        Subject about,
        String environment,
        String caller,
        String sentence,
        String cause,
        double value,
        double worst,
        double level,
        Instant beganAt,
        Instant seenAt,
        @Nullable Instant resolvedAt,
        int times,
        boolean flapping,
        @Nullable Instant snoozedUntil,
        @Nullable String assignee,
        long incidentId,
        long inhibitedBy,
        long silenceId) {

    /** Whether nobody is told of it: something else explains it, or somebody muted it. */
    public boolean isQuiet() {
        return inhibitedBy != 0 || silenceId != 0;
    }

    /** Where its chart is, at the time it began. */
    public String chartPath() {
        String at = "?at=" + beganAt.toEpochMilli();
        return switch (about.kind()) {
            case WHOLE ->
                measure.isOfCalls()
                        ? "insight" + at
                        : measure.isOfBusiness() ? "business/" + measure.words() : "system" + at;
            case UPSTREAM -> "insight/upstream-" + about.id() + at;
            case ENDPOINT -> "endpoints/" + about.id() + at;
            case QUOTA -> "quotas/" + about.id();
            case PAGE -> "experience";
            case LABELS -> "business";
        };
    }
}
