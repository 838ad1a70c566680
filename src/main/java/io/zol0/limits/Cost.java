package io.zol0.limits;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call to some endpoints weighs. The first cost of a quota whose pattern fits is taken.
 *
 * @param endpoint pattern, as in {@link QuotaScope}
 * @param weight weight of a call whose query field is missing, no number or beyond the table; 0 to 1,000,000
 * @param field query field by whose number the table is read, such as {@code limit}; null where the weight is fixed
 * @param steps the table, ascending: the first step that the number does not exceed says the weight; at most 20
 * @param high whether these calls have high priority: first in the queue, and allowed into the reserved share
 */
public record Cost(String endpoint, long weight, @Nullable String field, List<Step> steps, boolean high) {
    public Cost {
        steps = List.copyOf(steps);
    }

    /**
     * One line of the table.
     *
     * @param upTo largest number of the query field that it is about
     */
    public record Step(long upTo, long weight) {}
}
