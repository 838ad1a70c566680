package io.zol0.limits;

import java.util.Arrays;

/**
 * The last period before now, by a log of what was spent when. Where it is longer than {@value #EXACT} entries, what is spent within
 * the same five-hundredth of a period becomes one entry that counts from its latest: it comes back later by that much, never earlier.
 */
final class RollingWindow implements Window {
    private static final int EXACT = 512;

    private WindowRule rule;
    private long[] times = new long[4];
    private long[] weights = new long[4];
    private int head;
    private int size;
    private long sum;
    private long newestBegan;

    RollingWindow(WindowRule rule) {
        this.rule = rule;
    }

    private long period() {
        return rule.window().period().toNanos();
    }

    private void forget(long now) {
        long gone = now - period();
        while (size > 0 && times[head] <= gone) {
            sum -= weights[head];
            head = (head + 1) & (times.length - 1);
            size--;
        }
    }

    @Override
    public long used(long now) {
        forget(now);
        return sum;
    }

    @Override
    public boolean fits(long weight, long most, long now) {
        forget(now);
        return sum + weight <= most;
    }

    @Override
    public long fitsIn(long weight, long most, long now) {
        forget(now);
        long whole = (weight - 1) / most;
        long missing = sum + weight - whole * most - most;
        if (missing <= 0) {
            return whole * period();
        }
        int at = head;
        for (int i = 0; i < size; i++) {
            missing -= weights[at];
            if (missing <= 0) {
                break;
            }
            at = (at + 1) & (times.length - 1);
        }
        return times[at] + period() - now + whole * period();
    }

    @Override
    public void spend(long weight, long now) {
        forget(now);
        sum += weight;
        int newest = (head + size - 1) & (times.length - 1);
        if (size > 0 && (times[newest] == now || (size >= EXACT && now - newestBegan < period() / EXACT))) {
            times[newest] = now;
            weights[newest] += weight;
            return;
        }
        if (size == times.length) {
            grow();
        }
        newestBegan = now;
        int next = (head + size) & (times.length - 1);
        times[next] = now;
        weights[next] = weight;
        size++;
    }

    private void grow() {
        long[] wasTimes = times;
        long[] wasWeights = weights;
        times = Arrays.copyOf(wasTimes, 2 * size);
        weights = Arrays.copyOf(wasWeights, 2 * size);
        for (int i = 0; i < size; i++) {
            times[i] = wasTimes[(head + i) & (size - 1)];
            weights[i] = wasWeights[(head + i) & (size - 1)];
        }
        head = 0;
    }

    @Override
    public void giveBack(long weight, long spentAt, long now) {
        forget(now);
        if (!counts(spentAt, now)) {
            return;
        }
        for (int i = size - 1; i >= 0; i--) {
            int at = (head + i) & (times.length - 1);
            boolean oldest = i == 0 || times[(at - 1) & (times.length - 1)] < spentAt;
            if (times[at] >= spentAt && oldest) {
                long back = Math.min(weight, weights[at]);
                weights[at] -= back;
                sum -= back;
                return;
            }
        }
    }

    @Override
    public boolean counts(long spentAt, long now) {
        return now - spentAt < period();
    }

    @Override
    public long emptyIn(long now) {
        forget(now);
        return sum == 0 ? 0 : times[(head + size - 1) & (times.length - 1)] + period() - now;
    }

    @Override
    public void follow(WindowRule changed, long now) {
        rule = changed;
    }

    @Override
    public WindowRule rule() {
        return rule;
    }
}
