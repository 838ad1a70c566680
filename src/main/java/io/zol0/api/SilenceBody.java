package io.zol0.api;

import io.zol0.alerts.Severity;
import io.zol0.alerts.Silence;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A silence as the REST API has it; see {@link Silence} for the fields. What is left out of a request gets its default: it begins
 * now and mutes everything; reason and end are needed.
 *
 * @param id in answers; a request may leave it out
 * @param upstream name of the only upstream; null for any
 * @param who made it, in answers
 * @param inForce whether it mutes now, in answers
 */
record SilenceBody(
        @Nullable Long id,
        @Nullable String reason,
        @Nullable Boolean maintenance,
        @Nullable Long rule,
        @Nullable String environment,
        @Nullable String upstream,
        @Nullable String endpoints,
        @Nullable Severity mostSevere,
        @Nullable Instant beginsAt,
        @Nullable Instant endsAt,
        @Nullable Boolean weekly,
        @Nullable String zone,
        @Nullable Instant until,
        @Nullable String who,
        @Nullable Boolean inForce) {

    static SilenceBody of(Silence silence, String upstream, Instant now) {
        return new SilenceBody(
                silence.id(),
                silence.reason(),
                silence.maintenance(),
                silence.ruleId() == 0 ? null : silence.ruleId(),
                silence.environment(),
                silence.upstreamId() == 0 ? null : upstream,
                silence.endpoints(),
                silence.mostSevere(),
                silence.beginsAt(),
                silence.endsAt(),
                silence.weekly(),
                silence.zone().getId(),
                silence.until(),
                silence.who(),
                silence.spanAt(now).isPresent());
    }

    /**
     * The silence that it asks for.
     *
     * @throws Unfit where something needed is missing, or the zone is none
     */
    Silence toSilence(long numbered, long upstreamId, long version, Instant now) {
        Needs needs = new Needs();
        Silence silence = new Silence(
                numbered,
                Boolean.TRUE.equals(maintenance),
                rule == null ? 0 : rule,
                environment == null ? "" : environment,
                upstreamId,
                endpoints == null ? "" : endpoints,
                mostSevere == null ? Severity.CRITICAL : mostSevere,
                beginsAt == null ? now : beginsAt,
                needs.of(endsAt, "endsAt", now),
                Boolean.TRUE.equals(weekly),
                zone(zone == null ? "UTC" : zone),
                until,
                needs.of(reason, "reason", ""),
                "",
                version);
        needs.requireNoneMissing();
        return silence;
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException unknown) {
            throw Unfit.sense("zone", "There is no time zone \"%s\"; one is called Europe/Berlin.".formatted(id));
        }
    }
}
