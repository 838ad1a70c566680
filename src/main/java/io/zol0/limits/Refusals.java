package io.zol0.limits;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes the refusals, with what was wrong and what would be right. */
final class Refusals {
    private static final Duration LEAST = Duration.ofMillis(1);

    private Refusals() {}

    /** By whatever holds a call that may not wait for it. */
    static Refused of(LiveQuota quota, Budget budget, @Nullable Frozen upstream, long nanos, long now) {
        Frozen frozen = Frozen.later(Frozen.later(quota.frozen(now), budget.frozen(now)), upstream);
        return frozen != null ? frozen(quota, frozen, nanos) : empty(quota, nanos);
    }

    static Refused empty(@Nullable LiveQuota quota, long nanos) {
        Duration in = comeBack(nanos);
        return refused(
                Refused.Why.EMPTY,
                quota,
                "The " + named(quota) + " has no room for this call yet; call again in " + words(in) + ".",
                in);
    }

    static Refused tooHeavy(LiveQuota quota, long weight, boolean high) {
        return refused(
                Refused.Why.TOO_HEAVY,
                quota,
                "This call weighs " + weight + ", and the " + named(quota) + " never lets more than " + quota.most(high)
                        + " through at once; ask for less in one call.",
                Refused.NEVER);
    }

    static Refused full(@Nullable LiveQuota quota, long nanos) {
        Duration in = comeBack(nanos);
        return refused(
                Refused.Why.QUEUE_FULL,
                quota,
                "As many calls as may, " + Limits.MOST_WAITING + ", wait already; call again in " + words(in) + ".",
                in);
    }

    static Refused frozen(@Nullable LiveQuota quota, Frozen frozen, long nanos) {
        Duration in = comeBack(nanos);
        return refused(
                Refused.Why.FROZEN,
                quota,
                "Nothing goes out for now: " + frozen.freeze().reason() + " Call again in " + words(in) + ".",
                in);
    }

    static Refused tooLate() {
        return new Refused(
                Refused.Why.TOO_LATE,
                null,
                "The deadline of this call had passed before it was looked at; give it more time.",
                LEAST,
                false);
    }

    private static Refused refused(Refused.Why why, @Nullable LiveQuota quota, String detail, Duration comeBack) {
        Quota setting = quota == null ? null : quota.quota();
        boolean stale = setting != null && setting.whenEmpty() == WhenEmpty.SERVE_STALE;
        return new Refused(why, setting, detail, comeBack, stale);
    }

    private static String named(@Nullable LiveQuota quota) {
        return quota == null ? "upstream" : "quota " + quota.quota().name();
    }

    private static Duration comeBack(long nanos) {
        Duration in = Duration.ofNanos(nanos);
        return in.compareTo(LEAST) < 0 ? LEAST : in;
    }

    /** In whole seconds, rounded up, as Retry-After has it. */
    private static String words(Duration in) {
        long seconds = in.plusNanos(999_999_999).toSeconds();
        return seconds == 1 ? "1 second" : seconds + " seconds";
    }
}
