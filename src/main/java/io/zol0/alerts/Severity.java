package io.zol0.alerts;

/** How bad it is, from the least on. */
public enum Severity {
    /** Worth knowing. */
    INFO("info"),
    /** Somebody should look today. */
    WARNING("warning"),
    /** Somebody should look now. */
    CRITICAL("critical");

    private final String words;

    Severity(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
