package io.zol0.limits;

import java.util.Optional;

/** A call that is let through, and what was spent for it. */
public final class Granted implements Decision.Final {
    /** A call that no quota is about. */
    static final Granted FREE = new Granted();

    private Granted() {}

    /** How long it waited; 0 where it did not. */
    public long queuedNanos() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The budget of a quota that it was spent from; empty where the call did not fall under that quota. */
    public Optional<BudgetKey> budget(long quotaId) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Weight that it was counted with in a quota; 0 where the call did not fall under it. */
    public long weight(long quotaId) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The call was never sent: what was spent is given back, once. May be called from any thread. */
    public void giveBack() {
        throw new UnsupportedOperationException("not built yet");
    }
}
