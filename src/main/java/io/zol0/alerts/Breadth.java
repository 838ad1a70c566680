package io.zol0.alerts;

/** What a rule is judged for, each by itself. */
public enum Breadth {
    /** Everything together, or the machine. */
    WHOLE("all together"),
    UPSTREAM("each upstream"),
    ENDPOINT("each endpoint"),
    /** Each caller of each endpoint. */
    CALLER("each caller"),
    QUOTA("each quota");

    private final String words;

    Breadth(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
