package io.zol0.limits;

import org.jspecify.annotations.Nullable;

/**
 * Calls that were sent and not answered yet, in the order in which they were sent: answers overtake each other. Units are weight and
 * seconds.
 */
final class OnTheirWay {
    /** Beyond it nobody will say any more what became of them. */
    private static final double FORGOTTEN_AFTER = 60;

    private static final int USUAL_OF = 100;

    private @Nullable SentCall oldest;
    private @Nullable SentCall latest;
    private int calls;
    private double cost;
    private double total;
    private double usualWeight = 1;
    private double usualAge;
    private double heardAt;
    private double forgottenUpTo = Double.NEGATIVE_INFINITY;

    int calls() {
        return calls;
    }

    /** What they cost by the provider's count. */
    double cost() {
        return cost;
    }

    /** Of one call, on average of the latest. */
    double usualWeight() {
        return usualWeight;
    }

    /** How long one takes, on average of the latest. */
    double usualAge() {
        return usualAge;
    }

    void advance(double now) {
        if (calls > 0 && now - heardAt > FORGOTTEN_AFTER) {
            calls = 0;
            cost = 0;
            forgottenUpTo = now;
            oldest = null;
            latest = null;
        }
    }

    void sent(SentCall call, double costs) {
        heardAt = call.at;
        total += call.weight;
        call.upTo = total;
        call.before = latest;
        if (latest == null) {
            oldest = call;
        } else {
            latest.after = call;
        }
        latest = call;
        cost += costs;
        calls++;
        usualWeight = Math.max(0.01, usualWeight + (call.weight - usualWeight) / USUAL_OF);
    }

    /** Whether no call that was sent before is still on its way. */
    boolean isOldest(SentCall call) {
        return oldest == call;
    }

    /** What was sent after a call and not refused. */
    double sentAfter(SentCall call) {
        return total - call.upTo;
    }

    void answered(SentCall call, double now, double costs, boolean refused) {
        heardAt = now;
        usualAge += (now - call.at - usualAge) / USUAL_OF;
        if (refused) {
            total -= call.weight;
            for (SentCall later = call.after; later != null; later = later.after) {
                later.upTo -= call.weight;
                later.counted -= call.weight;
                later.countedByClock -= call.weight;
            }
        }
        if (call.at < forgottenUpTo) {
            return;
        }
        unlink(call);
        calls--;
        cost = calls == 0 ? 0 : Math.max(0, cost - costs);
    }

    private void unlink(SentCall call) {
        SentCall before = call.before;
        SentCall after = call.after;
        if (before == null) {
            oldest = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            latest = before;
        } else {
            after.before = before;
        }
        call.before = null;
        call.after = null;
    }
}
