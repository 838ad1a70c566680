package io.zol0.alerts;

/** Where an alert is in its life. */
public enum AlertState {
    /** Nobody has taken it. */
    OPEN("open"),
    /** Somebody looks after it. */
    ACKNOWLEDGED("acknowledged"),
    /** Put off until a time, at which it is open again. */
    SNOOZED("snoozed"),
    /** Over, by itself or because somebody said so. */
    RESOLVED("resolved");

    private final String words;

    AlertState(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
