package io.zol0.catalog;

/** What kind of setting it is. */
public enum SettingKind {
    QUOTA("Quota"),
    /** Of one endpoint, or the default of an upstream. */
    CACHE_POLICY("Cache policy"),
    /** What of an upstream's requests is in the key of a cached answer. */
    CACHE_SCOPE("Cache key"),
    /** When calls to endpoints of an upstream are held back because they fail. */
    BREAKER("Circuit breaker"),
    /** How many calls may be at an upstream at once. */
    CONCURRENCY("Concurrency limit"),
    /** A provider preset that somebody here wrote. */
    PRESET("Preset");

    private final String words;

    SettingKind(String words) {
        this.words = words;
    }

    /** Whether there may be several in one place, each with a number that it was given. */
    boolean isNumbered() {
        return this == QUOTA || this == PRESET;
    }

    public String words() {
        return words;
    }
}
