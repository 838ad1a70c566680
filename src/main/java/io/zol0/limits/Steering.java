package io.zol0.limits;

import io.zol0.limits.Control.Mode;
import io.zol0.limits.ProviderAnswer.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What moves the operating level of a quota at work: its controller, and, where that is not on, a refusal, by which it falls until
 * the quota is saved again. Where a quota tells budgets apart the controller learns from one of them, and what it learns holds for
 * all. To be called under the lock of the upstream.
 */
final class Steering {
    private static final int KEPT = 20;
    /** A refusal lowers to no less than this share of what there was: one alone may be a mistake of the provider. */
    private static final double STEEPEST = 0.7;

    private static final double GENTLEST = 0.95;
    private static final long NO_SOONER = Duration.ofMinutes(1).toNanos();

    private final LiveQuota quota;
    private final InstantSource wall;
    private final Consumer<ControllerStep> told;
    private final Deque<ControllerStep> steps = new ArrayDeque<>();
    private @Nullable QuotaController controller;
    private @Nullable Budget leading;
    private boolean paces;
    private boolean lowered;
    private long loweredAt;

    /** @param told hears of every step */
    Steering(LiveQuota quota, InstantSource wall, Consumer<ControllerStep> told) {
        this.quota = quota;
        this.wall = wall;
        this.told = told;
    }

    /** The quota was set: what was learned stays where its first window does. */
    void begin(boolean sameWindow) {
        Quota set = quota.quota();
        lowered = false;
        paces = set.control().mode() == Mode.ON && !quota.isShadow();
        if (set.control().mode() == Mode.OFF) {
            controller = null;
            leading = null;
            return;
        }
        Control control = paces
                ? set.control()
                : new Control(Mode.ADVISE, set.control().floor(), set.control().ceiling());
        if (controller != null && sameWindow) {
            controller.control(control);
        } else {
            controller = controller(control, set.windows().getFirst().capacity());
        }
        if (paces) {
            quota.level(controller.level());
        }
    }

    private QuotaController controller(Control control, long likely) {
        WindowRule first = quota.rules()[0];
        return new QuotaController(first.window(), control, this::moved, (double) likely, now -> wall(first, now));
    }

    private static long wall(WindowRule rule, long now) {
        if (rule.clock() instanceof AlignedTime aligned) {
            aligned.reach(now);
        }
        return rule.clock().currentTimeNanos();
    }

    /** Goes on from the level that there was when ZoL0 was stopped: the controller's, or what a refusal lowered. */
    void resume(long level) {
        long from = quota.level();
        long became;
        if (paces) {
            QuotaController resumed = controller(quota.quota().control(), level);
            controller = resumed;
            became = quota.level(resumed.level());
        } else {
            became = quota.level(Math.min(level, from));
            lowered |= became < from;
        }
        if (became != from) {
            record(new Move(from, became, "ZoL0 was started again, and goes on where it was."), true);
        }
    }

    private void moved(Move move) {
        if (paces) {
            quota.level(move.to());
        }
        record(move, paces);
    }

    private void record(Move move, boolean applied) {
        ControllerStep step = new ControllerStep(
                wall.instant(),
                quota.quota().id(),
                quota.quota().upstreamId(),
                move.from(),
                move.to(),
                move.reason(),
                applied);
        if (steps.size() == KEPT) {
            steps.removeFirst();
        }
        steps.addLast(step);
        told.accept(step);
    }

    /** Whether a refusal has lowered the level since the quota was set. */
    boolean isLowered() {
        return lowered;
    }

    /** Whether the controller lets a weight of the budget that it paces go now; the windows may still hold it. */
    boolean lets(long weight, long now) {
        QuotaController by = controller;
        return by == null || by.room(now) >= weight || by.full(now);
    }

    /** Nanoseconds until it does if nothing else is sent. */
    long fitsIn(Budget budget, long weight, long now) {
        QuotaController by = pacing(budget);
        return by == null ? 0 : by.fitsIn(now, (double) weight);
    }

    /** Whether the first window of a budget is left to the controller, which keeps to the ceiling. */
    boolean paces(Budget budget) {
        return paces && leading == budget;
    }

    private @Nullable QuotaController pacing(Budget budget) {
        return paces(budget) ? controller : null;
    }

    /** A call was sent; answers with what {@link #answered} is to be told what becomes of it, or null. */
    @Nullable
    SentCall sent(Budget budget, long weight, long now) {
        if (controller == null) {
            return null;
        }
        if (leading == null || leading.dropped) {
            leading = budget;
        }
        if (leading != budget) {
            return null;
        }
        return controller.sent(now, (double) weight);
    }

    /**
     * What became of a call.
     *
     * @param sent what {@link #sent} answered
     * @param used by the provider's count; below 0 where it does not say
     * @param until when it is to be asked again; null where it does not say
     */
    void answered(
            @Nullable SentCall sent,
            Budget budget,
            long weight,
            long sentAt,
            Verdict verdict,
            long used,
            @Nullable Instant until,
            long now) {
        if (sent != null && sent.by == controller) {
            Duration trip = Duration.ofNanos(Math.max(0, now - sentAt));
            Duration retry = until == null
                    ? null
                    : Duration.between(wall.instant(), until).plus(trip);
            double count = used < 0 ? Double.NaN : (double) used;
            sent.by.answered(now, sent, new ProviderAnswer(verdict, trip, count, retry));
        }
        if (!paces && (verdict == Verdict.REFUSED || verdict == Verdict.BANNED)) {
            lower(budget, weight, sentAt, used, now);
        }
    }

    /** To what was spent when it was refused; refusals of calls that were sent soon after the last one say nothing new. */
    private void lower(Budget budget, long weight, long sentAt, long used, long now) {
        QuotaWindow first = quota.quota().windows().getFirst();
        long pause = Math.min(first.period().toNanos(), NO_SOONER);
        if (lowered && sentAt - loweredAt < pause) {
            return;
        }
        lowered = true;
        loweredAt = now;
        long level = quota.level();
        long spent = Math.max(0, (used < 0 ? budget.windows(now)[0].used(now) : used) - weight);
        double to = Math.max(level * STEEPEST, Math.min(level * GENTLEST, (double) spent));
        long became = quota.level((long) to);
        if (became < level) {
            record(
                    new Move(
                            level,
                            became,
                            "The provider refused a call after " + spent + " of " + level
                                    + " were spent; it stays lower until the quota is saved again."),
                    true);
        }
    }

    /** The latest ones, oldest first. */
    List<ControllerStep> steps() {
        return List.copyOf(steps);
    }

    @Nullable
    QuotaEstimate estimate() {
        return controller == null ? null : controller.estimate();
    }
}
