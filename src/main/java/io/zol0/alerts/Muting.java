package io.zol0.alerts;

import static io.zol0.alerts.AlertTable.at;

import io.zol0.metrics.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which alerts nobody is told of, and which belong together. A critical alert of an upstream explains those of its endpoints,
 * a ban all of its upstream, and a more severe one of the same figure the less severe. Alerts of one upstream that begin within
 * a minute are one incident.
 */
@Component
class Muting {
    private static final Duration TOGETHER = Duration.ofMinutes(1);
    private static final String BANNED = "upstream.banned";
    private static final String SYSTEM = "system";

    private final JdbcClient database;
    private final AlertTable table;
    private final SilenceTable silences;

    Muting(JdbcClient database, AlertTable table, SilenceTable silences) {
        this.database = database;
        this.table = table;
        this.silences = silences;
    }

    /** Brings silences, inhibitions and incidents of all unresolved alerts up to now; whether any changed. */
    boolean apply(List<Alert> unresolved, Set<Long> raised, Instant now) {
        List<Silence> inForce = silences.inForce(now);
        Map<Long, List<Alert>> byUpstream = new HashMap<>();
        Map<Thing, List<Alert>> byThing = new HashMap<>();
        Map<Long, List<Alert>> heads = new HashMap<>();
        for (Alert alert : unresolved) {
            long upstreamId = alert.about().upstreamId();
            byUpstream.computeIfAbsent(upstreamId, id -> new ArrayList<>()).add(alert);
            byThing.computeIfAbsent(Thing.of(alert), thing -> new ArrayList<>()).add(alert);
            if (isHead(alert)) {
                heads.computeIfAbsent(upstreamId, id -> new ArrayList<>()).add(alert);
            }
        }
        boolean changed = false;
        for (Alert alert : unresolved) {
            long silence = inForce.stream()
                    .filter(each -> each.mutes(alert, now))
                    .mapToLong(Silence::id)
                    .findFirst()
                    .orElse(0);
            List<Alert> siblings =
                    Objects.requireNonNull(byUpstream.get(alert.about().upstreamId()));
            // Only these can explain it; to look at all of ten thousand for each of them would take too long.
            Alert explained = Stream.of(
                            heads.getOrDefault(alert.about().upstreamId(), List.of()),
                            byThing.getOrDefault(Thing.of(alert), List.of()))
                    .flatMap(List::stream)
                    .filter(other -> other.id() != alert.id() && explains(other, alert))
                    .max(Comparator.comparing(Alert::severity)
                            .thenComparing(Comparator.comparing(Alert::id).reversed()))
                    .orElse(null);
            changed |= silence(alert, silence, inForce, now);
            changed |= inhibit(alert, explained, now);
            if (raised.contains(alert.id()) && alert.about().upstreamId() != 0) {
                changed |= group(alert, siblings, now);
            }
        }
        endIncidents(now);
        return changed;
    }

    /** Those of the ids that people are told of, most severe first. */
    List<Alert> told(Set<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return table.unresolved().stream()
                .filter(alert -> ids.contains(alert.id()) && !alert.isQuiet())
                .sorted(Comparator.comparing(Alert::severity).reversed().thenComparing(Alert::id))
                .toList();
    }

    /** What an alert is about, for which several rules may have raised one. */
    private record Thing(Subject about, String caller, Measure measure) {
        static Thing of(Alert alert) {
            return new Thing(alert.about(), alert.caller(), alert.measure());
        }
    }

    /** Whether it may explain alerts of other things; one that is explained itself still does. */
    private static boolean isHead(Alert alert) {
        return alert.about().kind() == Subject.Kind.UPSTREAM && alert.severity() == Severity.CRITICAL;
    }

    private static boolean explains(Alert other, Alert alert) {
        boolean sameThing =
                other.about().equals(alert.about()) && other.caller().equals(alert.caller());
        if (sameThing && other.measure().equals(alert.measure())) {
            return other.severity().compareTo(alert.severity()) > 0;
        }
        if (!isHead(other)) {
            return false;
        }
        boolean banned = other.measure().key().equals(BANNED);
        return alert.about().kind() == Subject.Kind.ENDPOINT
                || (banned && !alert.measure().key().equals(BANNED));
    }

    private boolean silence(Alert alert, long silence, List<Silence> inForce, Instant now) {
        if (silence == alert.silenceId()) {
            return false;
        }
        set("silence_id", alert.id(), silence);
        String reason = inForce.stream()
                .filter(each -> each.id() == silence)
                .map(Silence::reason)
                .findFirst()
                .orElse("");
        table.addStep(alert.id(), now, SYSTEM, silence == 0 ? AlertStep.Kind.UNMUTED : AlertStep.Kind.SILENCED, reason);
        return true;
    }

    private boolean inhibit(Alert alert, @Nullable Alert explained, Instant now) {
        long by = explained == null ? 0 : explained.id();
        if (by == alert.inhibitedBy()) {
            return false;
        }
        set("inhibited_by", alert.id(), by);
        table.addStep(
                alert.id(),
                now,
                SYSTEM,
                explained == null ? AlertStep.Kind.UNMUTED : AlertStep.Kind.INHIBITED,
                explained == null ? "What explained it is over." : explained.sentence());
        return true;
    }

    private void set(String column, long alertId, long value) {
        database.sql("update alert set " + column + " = nullif(:value, 0) where id = :id")
                .param("value", value)
                .param("id", alertId)
                .update();
    }

    private boolean group(Alert alert, List<Alert> siblings, Instant now) {
        Alert mate = siblings.stream()
                .filter(other -> other.id() != alert.id())
                .filter(other ->
                        Duration.between(other.beganAt(), alert.beganAt()).abs().compareTo(TOGETHER) <= 0)
                .findFirst()
                .orElse(null);
        if (mate == null) {
            return false;
        }
        long incident = database.sql(
                        "select coalesce(incident_id, 0) from alert where id = any(:ids) order by 1 desc limit 1")
                .param("ids", new Long[] {alert.id(), mate.id()})
                .query(Long.class)
                .single();
        if (incident == 0) {
            incident = database.sql(
                            "insert into incident (upstream_id, began_at) select id, :began from upstream where id = :upstream"
                                    + " returning id")
                    .param("upstream", alert.about().upstreamId())
                    .param("began", at(alert.beganAt()))
                    .query(Long.class)
                    .optional()
                    .orElse(0L);
        }
        List<Long> joined = database.sql(
                        "update alert set incident_id = :incident where id = any(:ids) and incident_id is null and :incident <> 0"
                                + " returning id")
                .param("incident", incident)
                .param("ids", new Long[] {alert.id(), mate.id()})
                .query(Long.class)
                .list();
        for (Long id : joined) {
            table.addStep(id, now, SYSTEM, AlertStep.Kind.GROUPED, "Incident " + incident + ".");
        }
        return !joined.isEmpty();
    }

    private void endIncidents(Instant now) {
        database.sql("""
                update incident set ended_at = :now where ended_at is null and not exists (
                    select from alert where incident_id = incident.id and state <> 'RESOLVED')\
                """).param("now", at(now)).update();
    }
}
