package io.zol0.notify;

/** How much a message presses, from the least on. */
public enum Urgency {
    INFO("info"),
    WARNING("warning"),
    CRITICAL("critical");

    private final String words;

    Urgency(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
