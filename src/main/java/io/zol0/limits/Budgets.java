package io.zol0.limits;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The budgets of a quota by their keyed hash: a table of chains, so that looking one up makes nothing. Each time one is added, a few
 * others are looked at and dropped where nothing is spent from them.
 */
final class Budgets {
    private static final int LOOKED_AT = 4;
    private static final int LEAST_PLACES = 16;

    private @Nullable Budget[] table = new Budget[LEAST_PLACES];
    private int size;
    private int hand;

    @Nullable
    Budget find(long hash, long keyHash, @Nullable String caller, @Nullable String endpoint) {
        Budget budget = table[slot(hash, table.length)];
        while (budget != null && !is(budget, hash, keyHash, caller, endpoint)) {
            budget = budget.next;
        }
        return budget;
    }

    private static boolean is(
            Budget budget, long hash, long keyHash, @Nullable String caller, @Nullable String endpoint) {
        BudgetKey key = budget.key;
        return budget.hash == hash
                && key.keyHash() == keyHash
                && Objects.equals(key.caller(), caller)
                && Objects.equals(key.endpoint(), endpoint);
    }

    private static int slot(long hash, int places) {
        long mixed = hash * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 40) & places - 1;
    }

    void add(Budget budget, long now) {
        hand = tidy(hand, LOOKED_AT, now);
        if (size >= table.length) {
            rehash(2 * table.length);
        }
        put(budget);
        size++;
    }

    private void put(Budget budget) {
        int slot = slot(budget.hash, table.length);
        budget.next = table[slot];
        table[slot] = budget;
    }

    private void rehash(int places) {
        @Nullable Budget[] were = table;
        table = new Budget[places];
        for (Budget first : were) {
            Budget budget = first;
            while (budget != null) {
                Budget next = budget.next;
                put(budget);
                budget = next;
            }
        }
    }

    /** Drops what is idle in some places from one on; answers where to go on, or 0 after the last. */
    int tidy(int from, int places, long now) {
        int end = Math.min(table.length, from + places);
        for (int place = from; place < end; place++) {
            tidy(place, now);
        }
        if (end < table.length) {
            return end;
        }
        if (table.length > LEAST_PLACES && size < table.length / 8) {
            rehash(table.length / 4);
        }
        return 0;
    }

    private void tidy(int place, long now) {
        Budget before = null;
        Budget budget = table[place];
        while (budget != null) {
            Budget after = budget.next;
            if (!budget.isIdle(now)) {
                before = budget;
            } else {
                budget.dropped = true;
                size--;
                if (before == null) {
                    table[place] = after;
                } else {
                    before.next = after;
                }
            }
            budget = after;
        }
    }

    int size() {
        return size;
    }

    void forEach(Consumer<Budget> action) {
        for (Budget first : table) {
            for (Budget budget = first; budget != null; budget = budget.next) {
                action.accept(budget);
            }
        }
    }
}
