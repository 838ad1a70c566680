package io.zol0.alerts;

/** What kind of condition a rule is. */
public enum RuleKind {
    /** A figure is beyond a level. */
    THRESHOLD("beyond a level"),
    /** There is no figure, though there should be one. */
    ABSENCE("missing"),
    /** An error budget is spent too fast: over a short and a long window at once. */
    BURN_RATE("budget burns"),
    /** A figure is unusual for its series. */
    ANOMALY("unusual");

    private final String words;

    RuleKind(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
