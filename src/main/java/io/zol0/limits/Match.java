package io.zol0.limits;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which quotas the calls to an endpoint fall under, and what they weigh in each; worked out once. */
final class Match {
    /** Of calls that fall under nothing. */
    static final Match NONE = new Match("", "", List.of(), 0, value -> 0, null);

    private final String method;
    private final int edition;
    private final String endpoint;
    private final long endpointHash;
    private final LiveQuota[] quotas;
    private final @Nullable Cost[] costs;
    private final Spending.Row[] rows;
    private final KeyHash hashing;
    private final boolean perCaller;
    private final boolean varies;
    /** The last that was written. */
    private volatile Policy policy = new Policy(List.of(), "");

    /** The one of the same template and another method; null where there is none. */
    final @Nullable Match next;

    /** To be made under the lock of the upstream. */
    Match(String method, String template, List<LiveQuota> all, int edition, KeyHash hashing, @Nullable Match next) {
        this.method = method;
        this.edition = edition;
        this.endpoint = method + " " + template;
        this.endpointHash = hash(endpoint);
        this.hashing = hashing;
        this.next = next;
        List<LiveQuota> found = new ArrayList<>();
        for (LiveQuota quota : all) {
            if (quota.quota().enabled() && covers(quota.quota().scope())) {
                found.add(quota);
            }
        }
        quotas = found.toArray(LiveQuota[]::new);
        costs = new Cost[quotas.length];
        rows = new Spending.Row[quotas.length];
        boolean callers = false;
        boolean fields = false;
        for (int i = 0; i < quotas.length; i++) {
            costs[i] = cost(quotas[i].quota());
            rows[i] = quotas[i].spending.row(endpoint);
            callers |= quotas[i].quota().scope().perCaller();
            fields |= quotas[i].quota().scope().key() != null || (costs[i] != null && costs[i].field() != null);
        }
        perCaller = callers;
        varies = fields;
    }

    private boolean covers(QuotaScope scope) {
        return scope.endpoints().isEmpty()
                || scope.endpoints().stream().anyMatch(pattern -> EndpointPattern.fits(pattern, endpoint));
    }

    private @Nullable Cost cost(Quota quota) {
        return quota.costs().stream()
                .filter(cost -> EndpointPattern.fits(cost.endpoint(), endpoint))
                .findFirst()
                .orElse(null);
    }

    /** What was written of which. */
    private record Policy(List<Standing> standings, String text) {
        boolean isOf(List<Standing> others) {
            if (others.size() != standings.size()) {
                return false;
            }
            for (int i = 0; i < others.size(); i++) {
                if (others.get(i).item() != standings.get(i).item()) {
                    return false;
                }
            }
            return true;
        }
    }

    /** {@code RateLimit-Policy}, made anew only where it is of others than the last. */
    String policy(List<Standing> standings) {
        Policy last = policy;
        if (!last.isOf(standings)) {
            last = new Policy(standings, RateLimitItems.policy(standings));
            policy = last;
        }
        return last.text();
    }

    /** Of a label that comes from the bounded list of endpoints. */
    static long hash(String endpoint) {
        return endpoint.hashCode() * 0x9e3779b97f4a7c15L;
    }

    /** The match of a method among those of its template. */
    @Nullable
    Match of(String wanted) {
        Match match = this;
        while (match != null && !match.method.equals(wanted)) {
            match = match.next;
        }
        return match;
    }

    int edition() {
        return edition;
    }

    int size() {
        return quotas.length;
    }

    String endpoint() {
        return endpoint;
    }

    long endpointHash() {
        return endpointHash;
    }

    LiveQuota quota(int i) {
        return quotas[i];
    }

    Spending.Row row(int i) {
        return rows[i];
    }

    boolean isHigh(int i) {
        Cost cost = costs[i];
        return cost != null && cost.high();
    }

    /** Whether fields of a call say what it weighs or which budgets it is spent from. */
    boolean varies() {
        return varies;
    }

    /** Weight where it does not vary. */
    long weight(int i) {
        Cost cost = costs[i];
        return cost == null ? 1 : cost.weight();
    }

    long weight(int i, LimitedCall call) {
        Cost cost = costs[i];
        return cost == null ? 1 : Weights.of(cost, call);
    }

    /** Keyed hash of the provider's API key of a call; 0 for none. */
    long keyHash(int i, LimitedCall call) {
        KeySource source = quotas[i].quota().scope().key();
        if (source == null) {
            return 0;
        }
        CharSequence key =
                source.place() == KeySource.Place.HEADER ? call.header(source.name()) : call.query(source.name());
        return key == null || key.isEmpty() ? 0 : hashing.hash(key);
    }

    long callerHash(LimitedCall call) {
        return perCaller ? hashing.hash(call.caller()) : 0;
    }
}
