package io.zol0.limits;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a quota stands.
 *
 * @param quota as it is set
 * @param operatingLevel the most weight that its first window lets through now
 * @param budgets how many are in use
 * @param fullest those with least left, least first, at most 100
 * @param callers who spent how much in the last minute, most first, at most 100
 * @param endpoints what it was spent for in the last minute, most first, at most 100
 * @param tally what became of its calls since the quota was put
 * @param freeze null where it is not frozen as a whole
 * @param estimate what its controller takes the provider's limit to be; null where that is off
 * @param steps the latest of its operating level with their reasons, oldest first, at most 20
 */
public record QuotaState(
        Quota quota,
        long operatingLevel,
        int budgets,
        List<BudgetState> fullest,
        List<Spend> callers,
        List<Spend> endpoints,
        Tally tally,
        @Nullable Freeze freeze,
        @Nullable QuotaEstimate estimate,
        List<ControllerStep> steps) {
    public QuotaState {
        fullest = List.copyOf(fullest);
        callers = List.copyOf(callers);
        endpoints = List.copyOf(endpoints);
        steps = List.copyOf(steps);
    }

    /** Calls that wait, of both priorities, in the budgets shown. */
    public int waiting() {
        return fullest.stream()
                .mapToInt(budget -> budget.waiting() + budget.waitingHigh())
                .sum();
    }

    /**
     * What a caller or an endpoint spent; beyond the bound of what is told apart, all others together.
     *
     * @param name null for all others together
     */
    public record Spend(@Nullable String name, long weight) {}

    /**
     * Counts that only rise.
     *
     * @param granted calls let through
     * @param weight their weight
     * @param waited those of them that waited for this quota
     * @param waitedNanos how long altogether
     * @param waitedHigh those of high priority that waited
     * @param waitedHighNanos how long altogether
     * @param empty calls refused for want of room
     * @param queueFull calls refused because too many waited
     * @param tooHeavy calls refused because they never fit
     * @param frozen calls refused by a freeze
     * @param gone calls whose caller went away while they waited
     * @param wouldHaveHeld calls that a quota in dry run would have held
     * @param elsewhere weight by which the provider counted more than we did
     */
    public record Tally(
            long granted,
            long weight,
            long waited,
            long waitedNanos,
            long waitedHigh,
            long waitedHighNanos,
            long empty,
            long queueFull,
            long tooHeavy,
            long frozen,
            long gone,
            long wouldHaveHeld,
            long elsewhere) {}
}
