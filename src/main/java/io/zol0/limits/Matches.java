package io.zol0.limits;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the calls to each endpoint fall under, worked out when it is first called and again after a change. Of at most {@value #MOST}
 * endpoints this is kept; for others it is worked out each time.
 */
final class Matches {
    private static final int MOST = 10_000;

    private final Guard guard;
    private final List<LiveQuota> quotas;
    private final KeyHash hashing;
    private volatile Map<String, Match> known = new ConcurrentHashMap<>();
    private int edition;
    private int size;

    Matches(Guard guard, List<LiveQuota> quotas, KeyHash hashing) {
        this.guard = guard;
        this.quotas = quotas;
        this.hashing = hashing;
    }

    Match of(LimitedCall call) {
        Match first = known.get(call.template());
        Match found = first == null ? null : first.of(call.method());
        return found != null ? found : guard.call(time -> made(call.method(), call.template()));
    }

    private Match made(String method, String template) {
        Match first = known.get(template);
        Match other = first == null ? null : first.of(method);
        if (other != null) {
            return other;
        }
        Match match = new Match(method, template, quotas, edition, hashing, first);
        if (size < MOST) {
            known.put(template, match);
            size++;
        }
        return match;
    }

    /** Forgets all, for the quotas have changed; under the lock, as the next. */
    void renew() {
        known = new ConcurrentHashMap<>();
        size = 0;
        edition++;
    }

    boolean isCurrent(Match match) {
        return match.edition() == edition;
    }
}
