package io.zol0.limits;

import org.jspecify.annotations.Nullable;

/** What calls that share a quota and whatever it tells apart have spent, and who of them waits. */
final class Budget {
    private static final long MINUTE = 60_000_000_000L;

    final LiveQuota quota;
    final BudgetKey key;
    /** Of the key, for {@link Budgets}. */
    final long hash;

    /** Its neighbour there. */
    @Nullable
    Budget next;

    /** Whether calls no longer find it. */
    boolean dropped;

    /** Made when someone waits. */
    private Line line = Line.NOBODY;

    /** When a timer looks at the line; {@link Long#MAX_VALUE} for never. */
    long wakeAt = Long.MAX_VALUE;

    private Window[] windows;
    private int edition;
    private long nextAt;
    private long minuteEnds;
    private long inMinute;
    private long inMinuteBefore;
    private @Nullable Frozen frozen;
    private @Nullable ProviderSaid @Nullable [] said;

    Budget(LiveQuota quota, BudgetKey key, long hash, long now) {
        this.quota = quota;
        this.key = key;
        this.hash = hash;
        this.windows = new Window[quota.rules().length];
        for (int i = 0; i < windows.length; i++) {
            windows[i] = quota.rules()[i].start(now);
        }
        this.edition = quota.edition();
        this.nextAt = now;
        this.minuteEnds = now + MINUTE;
    }

    /** Its windows, by the quota's present rules. */
    Window[] windows(long now) {
        if (edition != quota.edition()) {
            edition = quota.edition();
            follow(quota.rules(), now);
        }
        return windows;
    }

    /** A window that there was not yet begins as full as the fullest of the others. */
    private void follow(WindowRule[] rules, long now) {
        long fullest = 0;
        for (Window window : windows) {
            fullest = Math.max(fullest, window.used(now));
        }
        Window[] were = windows;
        windows = new Window[rules.length];
        for (int i = 0; i < windows.length; i++) {
            windows[i] = successor(were, rules[i], fullest, now);
        }
        if (were.length != windows.length) {
            said = null;
        }
    }

    private static Window successor(Window[] were, WindowRule rule, long fullest, long now) {
        for (Window was : were) {
            if (rule.continues(was.rule())) {
                was.follow(rule, now);
                return was;
            }
        }
        Window fresh = rule.start(now);
        if (fullest > 0) {
            fresh.spend(fullest, now);
        }
        return fresh;
    }

    boolean fits(long weight, boolean high, long now) {
        if (nextAt > now || frozen(now) != null) {
            return false;
        }
        if (weight > 0) {
            if (quota.steering().paces(this)) {
                return fitsPaced(weight, high, now);
            }
            for (Window window : windows(now)) {
                if (!window.fits(weight, window.most(high, now), now)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean fitsPaced(long weight, boolean high, long now) {
        Window[] current = windows(now);
        for (int i = 0; i < current.length; i++) {
            if (!current[i].fits(weight, most(current, i, high, now), now)) {
                return false;
            }
        }
        return quota.steering().lets(weight, now);
    }

    /** Nanoseconds until a weight fits, if nothing else is spent; 0 where it does. */
    long fitsIn(long weight, boolean high, long now) {
        long longest = Math.max(0, nextAt - now);
        Frozen until = frozen(now);
        if (until != null) {
            longest = Math.max(longest, until.untilNanos() - now);
        }
        if (weight > 0) {
            Window[] current = windows(now);
            for (int i = 0; i < current.length; i++) {
                longest = Math.max(longest, current[i].fitsIn(weight, most(current, i, high, now), now));
            }
            longest = Math.max(longest, quota.steering().fitsIn(this, weight, now));
        }
        return longest;
    }

    /**
     * The first window, but for what is reserved, is left to the controller where it paces: it may try a little more than the level
     * that is recorded.
     */
    private long most(Window[] current, int i, boolean high, long now) {
        boolean left = i == 0
                && quota.steering().paces(this)
                && (high || current[i].rule().reserved() == 0);
        return left ? Long.MAX_VALUE : current[i].most(high, now);
    }

    void spend(long weight, long now) {
        if (weight > 0) {
            for (Window window : windows(now)) {
                window.spend(weight, now);
            }
            reachMinute(now);
            inMinute += weight;
        }
        nextAt = now + quota.minIntervalNanos();
    }

    void giveBack(long weight, long spentAt, long now) {
        if (weight > 0) {
            for (Window window : windows(now)) {
                window.giveBack(weight, spentAt, now);
            }
        }
        if (nextAt == spentAt + quota.minIntervalNanos()) {
            nextAt = now;
        }
    }

    /** Is at least as full as another, window by window. */
    void fill(Budget other, long now) {
        Window[] theirs = other.windows(now);
        Window[] ours = windows(now);
        for (int i = 0; i < ours.length; i++) {
            long missing = theirs[i].used(now) - ours[i].used(now);
            if (missing > 0) {
                ours[i].spend(missing, now);
            }
        }
        nextAt = Math.max(nextAt, other.nextAt);
    }

    /**
     * Takes over what a provider said of a window that something was spent from at {@code spentAt}.
     *
     * @return weight that it found spent elsewhere
     */
    long hear(ProviderCount count, long spentAt, long now) {
        Window[] current = windows(now);
        for (int i = 0; i < current.length; i++) {
            QuotaWindow window = current[i].rule().window();
            if (count.period() == null || count.period().equals(window.period())) {
                return current[i].counts(spentAt, now) ? said(i).hear(count, current[i], now) : 0;
            }
        }
        return 0;
    }

    private ProviderSaid said(int window) {
        if (said == null) {
            said = new ProviderSaid[windows.length];
        }
        ProviderSaid known = said[window];
        if (known == null) {
            known = new ProviderSaid(windows[window].rule().window().period().toNanos());
            said[window] = known;
        }
        return known;
    }

    @Nullable
    ProviderSaid lastSaid(int window) {
        return said == null ? null : said[window];
    }

    /** Whether nothing tells it from one just made. */
    boolean isIdle(long now) {
        if (!line.isEmpty() || nextAt > now || frozen(now) != null) {
            return false;
        }
        for (Window window : windows(now)) {
            if (window.used(now) > 0) {
                return false;
            }
        }
        return true;
    }

    @Nullable
    Frozen frozen(long now) {
        if (frozen != null) {
            frozen = Frozen.still(frozen, now);
        }
        return frozen;
    }

    void freeze(@Nullable Frozen until) {
        frozen = until;
    }

    /** Weight of the last minute: all of the running one, and as much of the one before as is less than a minute ago. */
    long spentInMinute(long now) {
        reachMinute(now);
        return inMinute + Math.round(inMinuteBefore * ((double) (minuteEnds - now) / MINUTE));
    }

    private void reachMinute(long now) {
        if (now >= minuteEnds) {
            boolean next = now < minuteEnds + MINUTE;
            inMinuteBefore = next ? inMinute : 0;
            inMinute = 0;
            minuteEnds = next ? minuteEnds + MINUTE : now + MINUTE;
        }
    }

    Line line() {
        return line;
    }

    void join(Waiter waiter) {
        if (line == Line.NOBODY) {
            line = new Line();
        }
        line.add(waiter);
    }

    void leave(Waiter waiter) {
        line.remove(waiter);
        if (line.isEmpty()) {
            line = Line.NOBODY;
        }
    }
}
