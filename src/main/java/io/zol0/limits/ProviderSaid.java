package io.zol0.limits;

import org.jspecify.annotations.Nullable;

/** What a provider said last of one window of a budget, and what it found spent elsewhere. */
final class ProviderSaid {
    private final SlidingSum elsewhere;
    private long raisedAt;
    private @Nullable Long used;
    private @Nullable Long limit;
    private @Nullable Long gap;

    ProviderSaid(long periodNanos) {
        elsewhere = new SlidingSum(periodNanos);
    }

    /** Raises a window to what the provider counts; answers by how much. */
    long hear(ProviderCount count, Window window, long now) {
        WindowRule rule = window.rule();
        long capacity = rule.window().capacity();
        used = spent(count, capacity);
        limit = count.limit();
        if (!window.counts(raisedAt, now)) {
            elsewhere.clear();
        }
        long known = window.used(now);
        Long said = used;
        if (said == null) {
            return 0;
        }
        gap = said - Math.max(0, known - elsewhere.sum(now));
        long raised = Math.min(Math.max(said, taken(count, capacity)), Math.max(capacity, rule.allowed())) - known;
        if (raised <= 0) {
            return 0;
        }
        window.spend(raised, now);
        elsewhere.add(raised, now);
        raisedAt = now;
        return raised;
    }

    private static @Nullable Long spent(ProviderCount count, long capacity) {
        Long remaining = count.remaining();
        if (count.used() != null || remaining == null) {
            return count.used();
        }
        Long most = count.limit();
        return Math.max(0, (most == null ? capacity : most) - remaining);
    }

    /** What must count as spent so that no more goes out than the provider has left, where it allows less than is set. */
    private static long taken(ProviderCount count, long capacity) {
        Long remaining = count.remaining();
        Long most = count.limit();
        return remaining == null || (most != null && most >= capacity) ? 0 : Math.max(0, capacity - remaining);
    }

    @Nullable
    Long used() {
        return used;
    }

    @Nullable
    Long limit() {
        return limit;
    }

    @Nullable
    Long gap() {
        return gap;
    }
}
