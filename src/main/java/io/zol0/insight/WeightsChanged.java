package io.zol0.insight;

/** Somebody else changed the weights since they were read; nothing was changed. */
public final class WeightsChanged extends RuntimeException {
    private final transient HealthWeights current;

    WeightsChanged(HealthWeights current) {
        super("%s changed the weights since you opened them. Look at them again, then repeat your change."
                .formatted(current.who()));
        this.current = current;
    }

    /** What they are now. */
    public HealthWeights current() {
        return current;
    }
}
