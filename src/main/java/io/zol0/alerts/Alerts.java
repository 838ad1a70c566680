package io.zol0.alerts;

import static io.zol0.alerts.AlertTable.at;
import static io.zol0.alerts.AlertTable.atOrNull;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The inbox: alerts of what is in sight. Whatever is done to one is a step of it, with who did it and when, in the same
 * transaction.
 */
@Service
@DenyAll
public class Alerts {
    /** Most that are handled at once, and most that a page has. */
    public static final int MOST = 1_000;

    /** Most steps of an alert that are told; of more the newest. */
    public static final int MOST_STEPS = 200;

    public static final int LONGEST_COMMENT = 2_000;

    private static final int MOST_TOGETHER = 20;
    private static final Duration LONGEST_SNOOZE = Duration.ofDays(31);

    private final AlertTable table;
    private final JdbcClient database;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Alerts(AlertTable table, JdbcClient database, ApplicationEventPublisher events, Clock clock) {
        this.table = table;
        this.database = database;
        this.events = events;
        this.clock = clock;
    }

    /** A page, what needs somebody first: open ones, the most severe first, then the newest. */
    @RolesAllowed("VIEWER")
    public List<Alert> page(AlertFilter filter, int offset, int limit) {
        return table.page(filter, offset, Math.clamp(limit, 1, MOST));
    }

    /**
     * Those that began last come first, from after one on.
     *
     * @param beganAt when the one before the first began; null for the first page
     * @param id the number of that one
     */
    @RolesAllowed("VIEWER")
    public List<Alert> newest(AlertFilter filter, @Nullable Instant beganAt, long id, int limit) {
        return table.newest(filter, beganAt, id, Math.clamp(limit, 1, MOST));
    }

    @RolesAllowed("VIEWER")
    public long count(AlertFilter filter) {
        return table.count(filter);
    }

    /** How many nobody has taken, those left out of which nobody is told. */
    @RolesAllowed("VIEWER")
    public long unread() {
        return table.count(new AlertFilter(Set.of(AlertState.OPEN), Severity.INFO, "", false));
    }

    /** How often each rule fired in the last seven days and for how much it does now; rules that did not are not there. */
    @RolesAllowed("VIEWER")
    public Map<Long, RuleFirings> byRule() {
        return table.byRule(clock.instant().minus(Duration.ofDays(7)));
    }

    @RolesAllowed("VIEWER")
    public Optional<Alert> byId(long id) {
        return table.byId(id);
    }

    /** The others of its incident that are in sight, the most severe first, at most 20. */
    @RolesAllowed("VIEWER")
    public List<Alert> together(Alert alert) {
        return alert.incidentId() == 0
                ? List.of()
                : table.ofIncident(alert.incidentId(), MOST_TOGETHER + 1).stream()
                        .filter(other -> other.id() != alert.id())
                        .limit(MOST_TOGETHER)
                        .toList();
    }

    /** What happened to an alert in sight, oldest first. */
    @RolesAllowed("VIEWER")
    public List<AlertStep> steps(long id) {
        return table.byId(id).isPresent() ? table.steps(id, MOST_STEPS) : List.of();
    }

    /** Takes those that nobody looks after; gives how many. */
    @RolesAllowed("OPERATOR")
    @Transactional
    public int acknowledge(Collection<Long> ids) {
        return change(
                ids,
                AlertState.ACKNOWLEDGED,
                null,
                AlertStep.Kind.ACKNOWLEDGED,
                "",
                alert -> alert.state() != AlertState.ACKNOWLEDGED);
    }

    /**
     * Puts off until a time within a month.
     *
     * @throws IllegalArgumentException if it is not
     */
    @RolesAllowed("OPERATOR")
    @Transactional
    public int snooze(Collection<Long> ids, Instant until) {
        Instant now = clock.instant();
        if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST_SNOOZE))) {
            throw new IllegalArgumentException("An alert is put off until a time within the next 31 days.");
        }
        return change(
                ids,
                AlertState.SNOOZED,
                until,
                AlertStep.Kind.SNOOZED,
                "until " + until.truncatedTo(ChronoUnit.SECONDS),
                alert -> true);
    }

    /** Ends by hand; while the condition goes on without a break it raises no new one. */
    @RolesAllowed("OPERATOR")
    @Transactional
    public int resolve(Collection<Long> ids) {
        return change(ids, AlertState.RESOLVED, null, AlertStep.Kind.RESOLVED, "By hand.", alert -> true);
    }

    /** Says who looks after them; empty for nobody any more. */
    @RolesAllowed("OPERATOR")
    @Transactional
    public int assign(Collection<Long> ids, String assignee) {
        String name = assignee.strip();
        if (name.length() > 100) {
            throw new IllegalArgumentException("Whoever looks after an alert has a name of at most 100 characters.");
        }
        List<Alert> found = table.lock(bounded(ids));
        Instant now = now();
        for (Alert alert : found) {
            database.sql("update alert set assignee = nullif(:name, '') where id = :id")
                    .param("name", name)
                    .param("id", alert.id())
                    .update();
            table.addStep(alert.id(), now, who(), AlertStep.Kind.ASSIGNED, name.isEmpty() ? "to nobody" : "to " + name);
        }
        tell(found);
        return found.size();
    }

    /**
     * Adds a comment of 1 to 2,000 characters, also to one that is over.
     *
     * @throws IllegalArgumentException if it is empty or longer
     */
    @RolesAllowed("OPERATOR")
    @Transactional
    public boolean comment(long id, String text) {
        String said = text.strip();
        if (said.isEmpty() || said.length() > LONGEST_COMMENT) {
            throw new IllegalArgumentException("A comment has 1 to 2,000 characters.");
        }
        Optional<Alert> alert = table.byId(id);
        alert.ifPresent(found -> {
            table.addStep(id, now(), who(), AlertStep.Kind.COMMENTED, said);
            tell(List.of(found));
        });
        return alert.isPresent();
    }

    private interface Fit {
        boolean fits(Alert alert);
    }

    private int change(
            Collection<Long> ids,
            AlertState to,
            @Nullable Instant snoozedUntil,
            AlertStep.Kind kind,
            String text,
            Fit fit) {
        List<Alert> found = table.lock(bounded(ids)).stream().filter(fit::fits).toList();
        Instant now = now();
        for (Alert alert : found) {
            database.sql(
                            "update alert set state = :state, snoozed_until = :until, resolved_at = :resolved where id = :id")
                    .param("state", to.name())
                    .param("until", atOrNull(snoozedUntil), Types.TIMESTAMP_WITH_TIMEZONE)
                    .param("resolved", to == AlertState.RESOLVED ? at(now) : null, Types.TIMESTAMP_WITH_TIMEZONE)
                    .param("id", alert.id())
                    .update();
            table.addStep(alert.id(), now, who(), kind, text);
        }
        tell(found);
        return found.size();
    }

    private void tell(List<Alert> changed) {
        if (!changed.isEmpty()) {
            events.publishEvent(new AlertsChanged(List.of()));
        }
    }

    private static Collection<Long> bounded(Collection<Long> ids) {
        if (ids.size() > MOST) {
            throw new IllegalArgumentException("At most %,d alerts are handled at once.".formatted(MOST));
        }
        return ids;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static String who() {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        return login == null ? "system" : login.getName();
    }
}
