package io.zol0.limits;

import io.github.bucket4j.BucketListener;
import io.github.bucket4j.MathType;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.local.ThreadUnsafeBucket;

/**
 * A bucket that fills steadily. Where a limit is lowered below what was spent, the rest is a debt that is paid at the pace at which it
 * was spent, for the provider's bucket fills no slower; only then the smaller bucket fills.
 */
final class TokenWindow implements Window {
    private final ThreadUnsafeBucket bucket;
    private final Now time;
    private WindowRule rule;
    private double fastestPerNano;
    private double debt;
    private double debtPerNano;
    private long debtAt;

    TokenWindow(WindowRule rule, long now) {
        this.rule = rule;
        this.time = (Now) rule.clock();
        this.fastestPerNano = perNano();
        time.reach(now);
        this.bucket = new ThreadUnsafeBucket(rule.bucket(), MathType.INTEGER_64_BITS, time, BucketListener.NOPE);
    }

    private double perNano() {
        return (double) rule.allowed() / rule.window().period().toNanos();
    }

    private long left(long now) {
        time.reach(now);
        if (debt > 0) {
            pay(now);
        }
        return debt > 0 ? -(long) Math.ceil(debt) : bucket.getAvailableTokens();
    }

    private void pay(long now) {
        debt -= (now - debtAt) * debtPerNano;
        debtAt = now;
        bucket.tryConsumeAsMuchAsPossible();
        long filled = debt < 0 ? (long) (-debt / debtPerNano * perNano()) : 0;
        if (filled > 0) {
            bucket.addTokens(filled);
        }
    }

    @Override
    public long used(long now) {
        return rule.allowed() - left(now);
    }

    @Override
    public boolean fits(long weight, long most, long now) {
        return used(now) + weight <= most;
    }

    @Override
    public long fitsIn(long weight, long most, long now) {
        long missing = used(now) + weight - most;
        if (missing <= 0) {
            return 0;
        }
        long wanted = weight + rule.allowed() - most;
        return debt > 0 || wanted > rule.allowed()
                ? nanosFor(missing)
                : bucket.estimateAbilityToConsume(wanted).getNanosToWaitForRefill() + 1;
    }

    /** An empty bucket is one the provider took nothing more from. */
    @Override
    public void spend(long weight, long now) {
        time.reach(now);
        if (debt > 0 || !bucket.tryConsume(weight)) {
            long spent = Math.min(weight, left(now));
            if (spent > 0) {
                bucket.tryConsume(spent);
            }
        }
    }

    /** Beside it as much may have come back meanwhile as fills the bucket. */
    @Override
    public void giveBack(long weight, long spentAt, long now) {
        long sure = weight - (long) Math.ceil((now - spentAt) * fastestPerNano);
        if (sure > 0 && left(now) >= 0) {
            bucket.addTokens(sure);
        }
    }

    @Override
    public boolean counts(long spentAt, long now) {
        return now - spentAt < rule.window().period().toNanos();
    }

    @Override
    public long emptyIn(long now) {
        long used = used(now);
        return used == 0 ? 0 : nanosFor(used);
    }

    @Override
    public void follow(WindowRule changed, long now) {
        long used = used(now);
        debtPerNano = perNano();
        bucket.replaceConfiguration(changed.bucket(), TokensInheritanceStrategy.ADDITIVE);
        rule = changed;
        fastestPerNano = Math.max(fastestPerNano, perNano());
        // A bucket made smaller keeps what is left of it, not what was spent.
        long surplus = bucket.getAvailableTokens() - Math.max(0, changed.allowed() - used);
        if (surplus > 0) {
            bucket.tryConsume(surplus);
        }
        debt = Math.max(0, used - changed.allowed());
        debtAt = now;
    }

    @Override
    public WindowRule rule() {
        return rule;
    }

    /** Rounded up. */
    private long nanosFor(long tokens) {
        double owed = Math.max(0, debt);
        double nanos = Math.max(0, tokens - owed) / perNano();
        return (long) (nanos + (owed > 0 ? owed / debtPerNano : 0)) + 1;
    }
}
