package io.zol0.optimizer;

import io.zol0.optimizer.RecommendationStep.Kind;
import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Recommendations of what is in sight, and what people decide about them; each step has who did it and when. */
@Service
@DenyAll
public class Recommendations {
    /** Most of a page. */
    public static final int MOST = 500;

    /** Most steps of one that are told; of more the newest. */
    public static final int MOST_STEPS = 500;

    public static final int LONGEST_REASON = 500;

    private final RecommendationTable table;
    private final TrialTable trials;
    private final InForce inForce;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Recommendations(
            RecommendationTable table,
            TrialTable trials,
            InForce inForce,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.table = table;
        this.trials = trials;
        this.inForce = inForce;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** A page: what waits for somebody first, what is worth most on top. */
    @RolesAllowed("VIEWER")
    public List<Recommendation> page(RecommendationFilter filter, int offset, int limit) {
        return table.page(filter, offset, Math.clamp(limit, 1, MOST));
    }

    @RolesAllowed("VIEWER")
    public long count(RecommendationFilter filter) {
        return table.count(filter);
    }

    @RolesAllowed("VIEWER")
    public Optional<Recommendation> byId(long id) {
        return table.byId(id);
    }

    /** What happened to one in sight, oldest first. */
    @RolesAllowed("VIEWER")
    public List<RecommendationStep> steps(long id) {
        return table.byId(id).isPresent() ? table.steps(id, MOST_STEPS) : List.of();
    }

    /** Its trial, where it has or had one. */
    @RolesAllowed("VIEWER")
    public Optional<Trial> trial(long id) {
        return table.byId(id).flatMap(found -> trials.of(id));
    }

    /** How often the predictions came true. */
    @RolesAllowed("VIEWER")
    public ScoreCard scoreCard() {
        return ScoreCard.of(table.scored());
    }

    /** How sure each of them is, by what came of earlier ones. */
    @RolesAllowed("VIEWER")
    public List<Confidence> confidence(List<Recommendation> of) {
        List<Calibration.Scored> scored = table.scored();
        Calibration calibration = new Calibration(scored);
        int right = ScoreCard.kept(scored);
        return of.stream()
                .map(each -> Confidence.of(each.probability(), calibration, right))
                .toList();
    }

    /**
     * Approves one: it goes to its trial, or is applied at once, within ten seconds where nothing else of its upstream is on trial.
     *
     * @throws UnknownRecommendation where it is not there
     * @throws NotPossible where it was decided already
     */
    @RolesAllowed("OPERATOR")
    @Transactional
    public void approve(long id, boolean atOnce) {
        Recommendation found = found(id);
        Instant now = now();
        if (!table.move(id, State.FOUND, State.APPROVED, null, now)) {
            throw NotPossible.in(found, "approved");
        }
        table.mark(id, false, atOnce);
        told(
                found,
                now,
                Kind.APPROVED,
                atOnce ? "To be applied at once, without a trial." : "To be tried.",
                AuditAction.APPROVED);
    }

    /**
     * Turns one down; it stays away until its evidence is another.
     *
     * @param reason 1 to 500 characters
     * @throws UnknownRecommendation where it is not there
     * @throws NotPossible where it was decided already, or there is no reason
     */
    @RolesAllowed("OPERATOR")
    @Transactional
    public void dismiss(long id, String reason) {
        String said = reason.strip();
        if (said.isEmpty() || said.length() > LONGEST_REASON) {
            throw new NotPossible(
                    "Say in 1 to %d characters why it is dismissed: it stays away until the evidence is another."
                            .formatted(LONGEST_REASON));
        }
        Recommendation found = found(id);
        Instant now = now();
        if (!table.move(id, State.FOUND, State.DISMISSED, null, now)
                && !table.move(id, State.APPROVED, State.DISMISSED, null, now)) {
            throw NotPossible.in(found, "dismissed");
        }
        told(found, now, Kind.DISMISSED, said, AuditAction.DISMISSED);
    }

    /**
     * Ends what runs of one and takes back what is in force of it.
     *
     * @throws UnknownRecommendation where it is not there
     * @throws NotPossible where nothing of it is in force
     */
    @RolesAllowed("OPERATOR")
    public void takeBack(long id) {
        Recommendation found = found(id);
        if (!canBeTakenBack(found)) {
            throw NotPossible.in(found, "taken back");
        }
        try {
            inForce.takeBack(
                    found,
                    now(),
                    who(),
                    "Taken back by %s.".formatted(who()),
                    () -> audit.record(AuditAction.TAKEN_BACK, found.title(), null, null));
        } catch (InForce.MovedMeanwhile e) {
            throw new NotPossible("It was moved on meanwhile. Look at it again.");
        }
    }

    /** Whether anything of one is in force, or under way. */
    @RolesAllowed("VIEWER")
    public boolean canBeTakenBack(long id) {
        return table.byId(id).filter(this::canBeTakenBack).isPresent();
    }

    private boolean canBeTakenBack(Recommendation found) {
        return switch (found.state()) {
            case APPROVED, TRIAL, WATCHED -> true;
            case DONE ->
                trials.of(found.id())
                        .filter(trial -> trial.appliedChange() != 0)
                        .isPresent();
            case FOUND, DISMISSED, GONE -> false;
        };
    }

    private Recommendation found(long id) {
        return table.byId(id).orElseThrow(() -> UnknownRecommendation.withId(id));
    }

    private void told(Recommendation found, Instant now, Kind kind, String text, AuditAction action) {
        table.addStep(found.id(), now, who(), kind, text, 0);
        audit.record(action, found.title(), null, Map.of("reason", text));
        events.publishEvent(new RecommendationsChanged());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static String who() {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        return login == null ? "system" : login.getName();
    }
}
