package io.zol0.optimizer;

import java.util.Set;

/**
 * Which recommendations are wanted.
 *
 * @param states empty for all
 * @param upstreamId 0 for all
 */
public record RecommendationFilter(Set<State> states, long upstreamId) {
    public static final RecommendationFilter ALL = new RecommendationFilter(Set.of(), 0);
    public static final RecommendationFilter OPEN = new RecommendationFilter(State.OPEN, 0);

    public RecommendationFilter {
        states = Set.copyOf(states);
    }

    /** Those that wait for somebody. */
    public static RecommendationFilter toDecide() {
        return new RecommendationFilter(Set.of(State.FOUND), 0);
    }
}
