package io.zol0.optimizer;

/** What came of a trial. */
public enum Verdict {
    KEEP("kept: it was better"),
    REVERT("taken back: it was worse"),
    UNDECIDED("taken back: no difference could be shown"),
    /** By a person, a removal or a freeze, before it could be said. */
    ENDED("ended before a verdict");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
