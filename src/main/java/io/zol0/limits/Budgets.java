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

    private @Nullable Budget[] table = new Budget[16];
    private int size;
    private int hand;

    @Nullable
    Budget find(long hash, long keyHash, @Nullable String caller, @Nullable String endpoint) {
        Budget budget = table[slot(hash)];
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

    private int slot(long hash) {
        long mixed = hash * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 40) & table.length - 1;
    }

    void add(Budget budget, long now) {
        tidy(LOOKED_AT, now);
        if (size >= table.length) {
            rehash(2 * table.length);
        }
        put(budget);
        size++;
    }

    private void put(Budget budget) {
        int slot = slot(budget.hash);
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

    /** Drops what is idle among the next so many places; answers whether that was all round the table. */
    boolean tidy(int places, long now) {
        int end = Math.min(table.length, hand + places);
        for (; hand < end; hand++) {
            Budget before = null;
            Budget budget = table[hand];
            while (budget != null) {
                Budget after = budget.next;
                if (!budget.isIdle(now)) {
                    before = budget;
                } else {
                    budget.dropped = true;
                    size--;
                    if (before == null) {
                        table[hand] = after;
                    } else {
                        before.next = after;
                    }
                }
                budget = after;
            }
        }
        if (hand < table.length) {
            return false;
        }
        hand = 0;
        if (table.length > 16 && size < table.length / 8) {
            rehash(table.length / 4);
        }
        return true;
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
