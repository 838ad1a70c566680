package io.zol0.alerts;

import io.zol0.catalog.InSight;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.Problem;
import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import io.zol0.users.Itself;
import io.zol0.users.Sight;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Silences and maintenance windows, at most 500 that are not over; each change of one is in the audit, and holds at once for the
 * alerts that are there.
 */
@Service
@DenyAll
public class Silences {
    /** Most that are not over. */
    public static final int MOST = 500;

    private static final Duration LATELY = Duration.ofDays(7);

    private final SilenceTable table;
    private final AlertTable alerts;
    private final AlertBook book;
    private final InSight inSight;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Silences(
            SilenceTable table,
            AlertTable alerts,
            AlertBook book,
            InSight inSight,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.table = table;
        this.alerts = alerts;
        this.book = book;
        this.inSight = inSight;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** Those for everything and those of upstreams and environments in sight, newest first; those over for a week are left out. */
    @RolesAllowed("VIEWER")
    public List<Silence> all() {
        return table.since(clock.instant().minus(LATELY)).stream()
                .filter(this::isSeen)
                .toList();
    }

    @RolesAllowed("VIEWER")
    public Optional<Silence> byId(long id) {
        return table.byId(id).filter(this::isSeen);
    }

    /** What is wrong with one; nothing where it can be saved. */
    @RolesAllowed("VIEWER")
    public List<Problem> problemsOf(Silence silence) {
        return SilenceCheck.problems(silence, clock.instant());
    }

    /** How many of the alerts in sight that are not over it is about. */
    @RolesAllowed("VIEWER")
    public long fitting(Silence silence) {
        return alerts.page(AlertFilter.CURRENT, 0, AlertBook.MOST_UNRESOLVED).stream()
                .filter(silence::fits)
                .count();
    }

    /**
     * Adds one whose id is 0, or changes the one with its id from its version.
     *
     * @throws InvalidDraft with what is wrong
     * @throws SilenceChanged if it was changed meanwhile or is gone
     */
    @RolesAllowed("OPERATOR")
    @Transactional
    public Silence save(Silence silence) {
        List<Problem> problems = problemsOf(silence);
        if (!problems.isEmpty()) {
            throw new InvalidDraft(problems);
        }
        requireMay(silence);
        Silence kept = silence.id() == 0 ? add(silence) : change(silence);
        apply();
        return kept;
    }

    private Silence add(Silence silence) {
        if (table.countSince(clock.instant()) >= MOST) {
            throw new InvalidDraft(
                    List.of(new Problem("reason", "There are %,d silences; end one first.".formatted(MOST))));
        }
        Silence added = table.byId(table.add(by(silence, Alerts.who()))).orElseThrow();
        audit.record(AuditAction.SILENCE_CHANGED, added.reason(), null, audited(added));
        return added;
    }

    private Silence change(Silence silence) {
        Silence before = table.byId(silence.id()).orElseThrow(() -> new SilenceChanged(silence));
        requireMay(before);
        if (!table.change(by(silence, before.who()))) {
            throw new SilenceChanged(before);
        }
        Silence after = table.byId(silence.id()).orElseThrow();
        audit.record(AuditAction.SILENCE_CHANGED, after.reason(), audited(before), audited(after));
        return after;
    }

    /** Ends one now, whatever of it was still to come; says whether there was one in sight. */
    @RolesAllowed("OPERATOR")
    @Transactional
    public boolean end(long id) {
        Silence before = byId(id).orElse(null);
        if (before == null) {
            return false;
        }
        requireMay(before);
        table.end(id, now());
        audit.record(AuditAction.SILENCE_CHANGED, before.reason(), audited(before), null);
        apply();
        return true;
    }

    /**
     * The same from a version.
     *
     * @throws SilenceChanged if it was changed meanwhile
     */
    @RolesAllowed("OPERATOR")
    @Transactional
    public boolean end(long id, long version) {
        byId(id).filter(before -> before.version() != version).ifPresent(before -> {
            throw new SilenceChanged(before);
        });
        return end(id);
    }

    /** The alerts that are there are muted, or not any more, by the same transaction. */
    private void apply() {
        if (Itself.ask(book::muteAnew)) {
            events.publishEvent(new AlertsChanged(List.of()));
        }
    }

    private boolean isSeen(Silence silence) {
        return (silence.upstreamId() == 0 || inSight.upstreams().test(silence.upstreamId()))
                && (silence.environment().isEmpty() || Sight.current().sees(silence.environment()));
    }

    /** Who may not see everything mutes only what is of an environment or an upstream in sight. */
    private void requireMay(Silence silence) {
        boolean own = silence.upstreamId() != 0 || !silence.environment().isEmpty();
        if (!isSeen(silence) || (!own && !Sight.current().everywhere())) {
            throw new AccessDeniedException(
                    "This silence is for all environments; somebody who may see all of them can make or end it.");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Silence by(Silence silence, String who) {
        return new Silence(
                silence.id(),
                silence.maintenance(),
                silence.ruleId(),
                silence.environment(),
                silence.upstreamId(),
                silence.endpoints(),
                silence.mostSevere(),
                silence.beginsAt().truncatedTo(ChronoUnit.MICROS),
                silence.endsAt().truncatedTo(ChronoUnit.MICROS),
                silence.weekly(),
                silence.zone(),
                silence.until(),
                silence.reason().strip(),
                who,
                silence.version());
    }

    private static Map<String, Object> audited(Silence silence) {
        Map<String, Object> fields = new LinkedHashMap<>(Audit.fields(silence));
        fields.put("zone", silence.zone().getId());
        fields.remove("version");
        return fields;
    }
}
