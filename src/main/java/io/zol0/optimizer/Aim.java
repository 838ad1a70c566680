package io.zol0.optimizer;

/** What an advice is to better; all are shares of calls of which less is better. */
public enum Aim {
    TO_PROVIDER("requests that the provider was asked for"),
    OUTDATED("answers from the cache that were outdated"),
    WAITED("calls that waited for the quota"),
    REFUSED("calls that ZoL0 refused");

    private final String words;

    Aim(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
