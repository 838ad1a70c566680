package io.zol0.limits;

import io.github.bucket4j.BucketListener;
import io.github.bucket4j.MathType;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.local.ThreadUnsafeBucket;

/**
 * A count that begins anew at each boundary: a bucket that is filled there. What is spent beyond the bucket is kept beside it
 * until the boundary, for a bucket in debt would carry it over.
 */
final class AlignedWindow implements Window {
    private final ThreadUnsafeBucket bucket;
    private final AlignedTime time;
    private WindowRule rule;
    private long over;
    private long period;
    private long sinceNanos;

    AlignedWindow(WindowRule rule, long now) {
        this.rule = rule;
        this.time = (AlignedTime) rule.clock();
        time.reach(now);
        this.bucket = new ThreadUnsafeBucket(rule.bucket(), MathType.INTEGER_64_BITS, time, BucketListener.NOPE);
        this.period = index();
        this.sinceNanos = now;
    }

    private long index() {
        return Math.floorDiv(time.currentTimeNanos(), periodNanos());
    }

    private void reach(long now) {
        time.reach(now);
        long current = index();
        if (current != period) {
            period = current;
            sinceNanos = now;
            over = 0;
        }
    }

    @Override
    public long used(long now) {
        reach(now);
        return rule.allowed() - bucket.getAvailableTokens() + over;
    }

    /** What is reserved shrinks with what is left of the period, so that at its end all of it can have been used. */
    @Override
    public long most(boolean high, long now) {
        if (high || rule.reserved() == 0) {
            return rule.allowed();
        }
        reach(now);
        double left = Math.min(1, (double) time.toBoundary() / periodNanos());
        return rule.allowed() - (long) Math.ceil(rule.reserved() * left);
    }

    @Override
    public boolean fits(long weight, long most, long now) {
        return used(now) + weight <= most;
    }

    @Override
    public long fitsIn(long weight, long most, long now) {
        long beyond = used(now) + weight - most;
        if (beyond <= 0) {
            return 0;
        }
        long periods = (weight - 1) / most;
        long boundary = time.toBoundary();
        if (periods == 0 && most < rule.allowed() && most == most(false, now)) {
            double released = (double) beyond / rule.reserved() * periodNanos();
            return (long) Math.min(boundary, Math.ceil(released) + 1);
        }
        return boundary + periods * periodNanos();
    }

    private long periodNanos() {
        return rule.window().period().toNanos();
    }

    @Override
    public void spend(long weight, long now) {
        reach(now);
        if (!bucket.tryConsume(weight)) {
            long left = bucket.tryConsumeAsMuchAsPossible();
            over += weight - left;
        }
    }

    @Override
    public void giveBack(long weight, long spentAt, long now) {
        if (counts(spentAt, now)) {
            long fromOver = Math.min(over, weight);
            over -= fromOver;
            if (weight > fromOver) {
                bucket.addTokens(weight - fromOver);
            }
        }
    }

    @Override
    public boolean counts(long spentAt, long now) {
        reach(now);
        return spentAt >= sinceNanos;
    }

    @Override
    public long emptyIn(long now) {
        return used(now) == 0 ? 0 : time.toBoundary();
    }

    @Override
    public void follow(WindowRule changed, long now) {
        long used = used(now);
        bucket.replaceConfiguration(changed.bucket(), TokensInheritanceStrategy.ADDITIVE);
        rule = changed;
        // A bucket made smaller keeps what is left of it, not what was spent.
        long left = Math.max(0, changed.allowed() - used);
        long surplus = bucket.getAvailableTokens() - left;
        if (surplus > 0) {
            bucket.consumeIgnoringRateLimits(surplus);
        }
        over = Math.max(0, used - changed.allowed());
    }

    @Override
    public WindowRule rule() {
        return rule;
    }
}
