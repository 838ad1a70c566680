package io.zol0.limits;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which calls a quota is about, and which of them share one budget. All of an upstream share one unless they are told apart by
 * key, caller or endpoint; what is told apart has a budget each.
 *
 * @param endpoints patterns of the endpoints it is about, such as {@code GET /api/v3/*} or {@code POST /api/v3/order}; a star
 *     stands for anything; empty for all; at most 50
 * @param key where the API key is that tells budgets apart; null where keys share one
 * @param perCaller whether each caller has a budget
 * @param perEndpoint whether each endpoint has a budget
 */
public record QuotaScope(List<String> endpoints, @Nullable KeySource key, boolean perCaller, boolean perEndpoint) {
    /** All calls of the upstream together. */
    public static final QuotaScope UPSTREAM = new QuotaScope(List.of(), null, false, false);

    public QuotaScope {
        endpoints = List.copyOf(endpoints);
    }
}
