package io.zol0.api;

import io.zol0.alerts.Alert;
import io.zol0.alerts.AlertState;
import io.zol0.alerts.AlertStep;
import io.zol0.alerts.Remedy;
import io.zol0.alerts.Severity;
import io.zol0.alerts.Surroundings;
import io.zol0.metrics.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alert; values are in the unit of the measure: milliseconds, shares from 0 to 1, bytes, something a second.
 *
 * @param rule number of its rule, which may be gone
 * @param upstream empty where it is of none
 * @param endpoint the endpoint's number; null where it is about none
 * @param cause what changed just before; empty where nothing was found
 * @param value the last one; null where there is none
 * @param silence what mutes it; null for nothing
 * @param explainedBy the alert that explains it; null for none
 * @param steps what happened to it, oldest first; null in lists
 */
record AlertBody(
        long id,
        long rule,
        String ruleName,
        Severity severity,
        AlertState state,
        String measure,
        String subject,
        String upstream,
        @Nullable Long endpoint,
        String caller,
        String environment,
        String sentence,
        String cause,
        @Nullable Double value,
        @Nullable Double worst,
        double level,
        Instant beganAt,
        Instant seenAt,
        @Nullable Instant resolvedAt,
        int times,
        boolean flapping,
        @Nullable Instant snoozedUntil,
        @Nullable String assignee,
        @Nullable Long incident,
        @Nullable Long explainedBy,
        @Nullable Long silence,
        @Nullable List<Step> steps) {

    /** Something that happened to it. */
    record Step(Instant at, String who, AlertStep.Kind kind, String text) {}

    /**
     * Some of the alerts.
     *
     * @param next the cursor of the next page; null where this is the last one
     */
    record Page(List<AlertBody> alerts, @Nullable String next) {}

    /** Until when, or for how long, one is put off. */
    record Snooze(@Nullable Instant until, @Nullable Duration lasting) {}

    /** Who looks after it; empty for nobody any more. */
    record Assign(@Nullable String assignee) {}

    /** What somebody says about it. */
    record Comment(@Nullable String text) {}

    /**
     * What would help against one.
     *
     * @param title what it does
     * @param effect what is expected of it, with figures and how sure that is
     */
    record RemedyBody(String key, String title, String effect) {
        static RemedyBody of(Remedy remedy) {
            return new RemedyBody(remedy.key(), remedy.title(), remedy.effect());
        }
    }

    /** Which remedy is to be applied. */
    record Apply(@Nullable String key) {}

    /** What was done, in a sentence. */
    record Applied(String said) {}

    /**
     * What was around one when it began.
     *
     * @param unusual how usual its figure was before, or why that cannot be said
     * @param changes of settings and deployments in the half hour before, newest first
     * @param moved figures that moved with it, the closest first, of those that were looked at
     */
    record Why(String unusual, List<String> changes, List<MovedWith> moved, int looked) {
        static Why of(Surroundings around) {
            return new Why(
                    around.unusual(),
                    around.changes(),
                    around.moved().stream()
                            .map(each ->
                                    new MovedWith(each.name(), each.coefficient(), each.minutes(), each.sentence()))
                            .toList(),
                    around.looked());
        }
    }

    /** A figure that moved with an alert's: Pearson's coefficient over so many minutes. */
    record MovedWith(String name, double coefficient, int minutes, String sentence) {}

    static AlertBody of(Alert alert, String upstream, @Nullable List<AlertStep> steps) {
        return new AlertBody(
                alert.id(),
                alert.ruleId(),
                alert.ruleName(),
                alert.severity(),
                alert.state(),
                alert.measure().key(),
                alert.subject(),
                upstream,
                alert.about().kind() == Subject.Kind.ENDPOINT
                        ? Long.valueOf(alert.about().id())
                        : null,
                alert.caller(),
                alert.environment(),
                alert.sentence(),
                alert.cause(),
                number(alert.value()),
                number(alert.worst()),
                alert.level(),
                alert.beganAt(),
                alert.seenAt(),
                alert.resolvedAt(),
                alert.times(),
                alert.flapping(),
                alert.snoozedUntil(),
                alert.assignee(),
                id(alert.incidentId()),
                id(alert.inhibitedBy()),
                id(alert.silenceId()),
                steps == null
                        ? null
                        : steps.stream()
                                .map(step -> new Step(step.at(), step.who(), step.kind(), step.text()))
                                .toList());
    }

    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static @Nullable Long id(long id) {
        return id == 0 ? null : id;
    }
}
