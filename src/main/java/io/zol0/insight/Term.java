package io.zol0.insight;

/**
 * A term of the health score: a figure of a quarter of an hour that goes from 1 to 0 in a straight line, as it goes from good to
 * bad.
 */
public enum Term {
    BASELINE(
            "p95 against its own baseline",
            "×",
            0.15,
            1.5,
            4,
            "The p95 over the median of the p95s of the hours before, at most seven days of them. Under three such hours,"
                    + " the quarters of an hour before."),
    LATENCY("p95 of the response time", "ms", 0.15, 2_000, 10_000, "The p95 against what it should be."),
    FAILED("failed calls", "%", 0.25, 0, 10, "Calls without an answer, or with one of 5xx."),
    REFUSED_BY_PROVIDER("calls refused by the provider", "%", 0.15, 0, 2, "Answers of 429 and 418."),
    REFUSED_BY_US("calls refused by ZoL0", "%", 0.05, 0, 10, "Calls that a quota, a freeze or a rule refused here."),
    BANNED("time locked out by the provider", "%", 0.05, 0, 20, "Time in which a ban was in force."),
    CACHE(
            "cache hits of those attainable",
            "%",
            0.05,
            80,
            0,
            "Hits over hits and avoidable misses: answers that had gone stale, or had been evicted. What is asked for the"
                    + " first time cannot be a hit, and does not count."),
    HEADROOM("quota left", "%", 0.05, 20, 0, "What is left, on average, of the quota that has least."),
    CPU("processors at work", "%", 0.04, 80, 100, "Work of all processors of the machine that ZoL0 runs on."),
    MEMORY("memory of the machine in use", "%", 0.03, 85, 100, "Of the machine that ZoL0 runs on."),
    DATA("time that was measured", "%", 0.03, 95, 50, "Pieces of time in which ZoL0 recorded its own figures.");

    private final String title;
    private final String unit;
    private final double weight;
    private final double good;
    private final double bad;
    private final String meaning;

    Term(String title, String unit, double weight, double good, double bad, String meaning) {
        this.title = title;
        this.unit = unit;
        this.weight = weight;
        this.good = good;
        this.bad = bad;
        this.meaning = meaning;
    }

    public String title() {
        return title;
    }

    public String unit() {
        return unit;
    }

    /** What is measured, in a sentence or two. */
    public String meaning() {
        return meaning;
    }

    /** How it counts until somebody decides otherwise. */
    public TermSetting standard() {
        return new TermSetting(weight, good, bad);
    }
}
