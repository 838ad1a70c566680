package io.zol0.optimizer;

/** What can go wrong where the advice is not right. */
public enum Risk {
    LOW("low"),
    MEDIUM("medium"),
    HIGH("high");

    private final String words;

    Risk(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
