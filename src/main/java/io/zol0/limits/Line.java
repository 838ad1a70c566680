package io.zol0.limits;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Those that wait for a budget: high priority first, then first come. */
final class Line {
    /** The line of budgets that nobody waits for; to it none is added. */
    static final Line NOBODY = new Line();

    private final Rank high = new Rank();
    private final Rank normal = new Rank();
    private int length;

    /** Those of one priority, in the order of their numbers. */
    private static final class Rank {
        private @Nullable Waiter first;
        private @Nullable Waiter last;
        private int length;
        private long weight;

        /** Nearly always at the end; one that comes back from another line goes to its old place. */
        private void add(Waiter waiter) {
            Waiter before = last;
            while (before != null && before.number > waiter.number) {
                before = before.previous;
            }
            Waiter after = before == null ? first : before.next;
            waiter.previous = before;
            waiter.next = after;
            if (before == null) {
                first = waiter;
            } else {
                before.next = waiter;
            }
            if (after == null) {
                last = waiter;
            } else {
                after.previous = waiter;
            }
            length++;
            weight += waiter.heldWeight;
        }

        private void remove(Waiter waiter) {
            Waiter before = waiter.previous;
            Waiter after = waiter.next;
            if (before == null) {
                first = after;
            } else {
                before.next = after;
            }
            if (after == null) {
                last = before;
            } else {
                after.previous = before;
            }
            waiter.previous = null;
            waiter.next = null;
            length--;
            weight -= waiter.heldWeight;
        }
    }

    void add(Waiter waiter) {
        length++;
        (waiter.heldHigh ? high : normal).add(waiter);
    }

    void remove(Waiter waiter) {
        length--;
        (waiter.heldHigh ? high : normal).remove(waiter);
    }

    @Nullable
    Waiter first() {
        return high.first != null ? high.first : normal.first;
    }

    /** The last of normal priority: who gives up its place first. */
    @Nullable
    Waiter lastNormal() {
        return normal.last;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** In the order of the line; the line must not change meanwhile. */
    void forEach(Consumer<Waiter> action) {
        for (Waiter waiter = high.first; waiter != null; waiter = waiter.next) {
            action.accept(waiter);
        }
        for (Waiter waiter = normal.first; waiter != null; waiter = waiter.next) {
            action.accept(waiter);
        }
    }

    /** Whether someone goes before a call of that priority and number. */
    boolean goesBefore(boolean isHigh, long number) {
        return (high.first != null && (!isHigh || high.first.number < number))
                || (!isHigh && normal.first != null && normal.first.number < number);
    }

    /** Weight of those that go before a call that comes now. */
    long weightBefore(boolean isHigh) {
        return isHigh ? high.weight : high.weight + normal.weight;
    }

    int lengthBefore(boolean isHigh) {
        return isHigh ? high.length : high.length + normal.length;
    }

    int high() {
        return high.length;
    }

    int normal() {
        return normal.length;
    }
}
