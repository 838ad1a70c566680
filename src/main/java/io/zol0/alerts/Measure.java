package io.zol0.alerts;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A figure that a rule may be about: one of calls, one of the known series, or any series by its name.
 *
 * @param key as stored: that of calls begins with {@code calls.}, any other is the name of a series
 * @param words what it is called in a sentence: "p95"
 * @param source where its values come from
 * @param breadths what it can be judged for
 * @param share where it is a share of another series, that one's name; else empty
 * @param suffix what stands behind a number, such as {@code orders/s}; empty where the unit says it all
 */
public record Measure(
        String key, String words, Unit unit, Source source, Set<Breadth> breadths, String share, String suffix) {
    private static final int LONGEST_KEY = 80;
    private static final int LONGEST_SUFFIX = 22;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*");
    private static final Set<Breadth> OF_CALLS = Set.of(Breadth.WHOLE, Breadth.UPSTREAM, Breadth.ENDPOINT);

    /** How the names of series of business metrics begin. */
    static final String BUSINESS = "business.";

    private static final Set<Breadth> ANY = Set.of(Breadth.WHOLE, Breadth.UPSTREAM, Breadth.ENDPOINT, Breadth.QUOTA);

    /** Where values come from. */
    public enum Source {
        P50,
        P95,
        P99,
        ERRORS,
        RATE,
        CACHED,
        WAITED,
        REFUSED_BY_US,
        REFUSED_BY_PROVIDER,
        OVERHEAD,
        CALLER_CALLS,
        SERIES
    }

    private static final List<Measure> KNOWN = List.of(
            calls("calls.p50", "median time", Unit.TIME, Source.P50),
            calls("calls.p95", "p95", Unit.TIME, Source.P95),
            calls("calls.p99", "p99", Unit.TIME, Source.P99),
            calls("calls.errors", "share of failed calls", Unit.SHARE, Source.ERRORS),
            calls("calls.rate", "call rate", Unit.RATE, Source.RATE),
            calls("calls.cached", "hit rate", Unit.SHARE, Source.CACHED),
            calls("calls.waited", "share of calls that waited for a quota", Unit.SHARE, Source.WAITED),
            calls("calls.refused", "share of calls refused by a quota", Unit.SHARE, Source.REFUSED_BY_US),
            calls("calls.throttled", "share of calls refused by the provider", Unit.SHARE, Source.REFUSED_BY_PROVIDER),
            calls("calls.overhead", "p95 of ZoL0's own share", Unit.TIME, Source.OVERHEAD),
            new Measure(
                    "calls.of_caller",
                    "calls of one caller in an hour",
                    Unit.NUMBER,
                    Source.CALLER_CALLS,
                    Set.of(Breadth.CALLER),
                    "",
                    "calls"),
            series("quota.left", "headroom", Unit.SHARE, Breadth.QUOTA),
            number("quota.waiting", "calls that wait", "calls", Breadth.QUOTA),
            series("quota.elsewhere_share", "share spent by somebody else", Unit.SHARE, Breadth.QUOTA),
            series("cost.budget_forecast", "share of the budget at the month's end", Unit.SHARE, Breadth.UPSTREAM),
            series("cost.budget_used", "share of the budget that is spent", Unit.SHARE, Breadth.UPSTREAM),
            series("upstream.banned", "time of a ban left", Unit.TIME, Breadth.UPSTREAM),
            series("upstream.near_ban", "time of a freeze before a ban left", Unit.TIME, Breadth.UPSTREAM),
            number("system.cpu", "work of the processors", "%", Breadth.WHOLE),
            number("process.cpu", "work of the processors for ZoL0", "%", Breadth.WHOLE),
            share("system.memory.used", "system.memory.total", "memory in use"),
            share("jvm.heap.used", "jvm.heap.max", "heap in use"),
            share("disk.used", "disk.total", "disk in use"),
            share("process.files", "process.files.max", "open files of those allowed"),
            series("gateway.lag", "lateness of the event loops", Unit.TIME, Breadth.WHOLE),
            series("database.away", "time without the database", Unit.TIME, Breadth.WHOLE));

    private static final Map<String, Measure> BY_KEY = new TreeMap<>();

    static {
        KNOWN.forEach(measure -> BY_KEY.put(measure.key(), measure));
    }

    public Measure {
        breadths = Set.copyOf(breadths);
    }

    /** Those with a name of their own, as forms list them. */
    public static List<Measure> known() {
        return KNOWN;
    }

    /** The one of a key; a key that is not known is the name of a series that somebody records, a figure of the business say. */
    public static Measure of(String key) {
        return of(key, "");
    }

    /** The one of a key; of a series that somebody records with the unit of its values, such as {@code ms} or {@code orders/s}. */
    public static Measure of(String key, String unit) {
        Measure known = BY_KEY.get(key);
        return known != null ? known : recorded(key, unit, key.startsWith(BUSINESS) ? Set.of(Breadth.WHOLE) : ANY);
    }

    /** A series that somebody records, of such things. */
    static Measure recorded(String key, String unit, Set<Breadth> breadths) {
        String suffix = unit.length() > LONGEST_SUFFIX ? unit.substring(0, LONGEST_SUFFIX) : unit;
        Unit said = switch (suffix) {
            case "ms" -> Unit.TIME;
            case "bytes" -> Unit.DATA;
            default -> Unit.NUMBER;
        };
        String words = key.startsWith(BUSINESS) ? key.substring(BUSINESS.length()) : key;
        return new Measure(key, words, said, Source.SERIES, breadths, "", suffix);
    }

    /** Whether a series can have that name. */
    static boolean isName(String key) {
        return key.length() <= LONGEST_KEY && NAME.matcher(key).matches();
    }

    /** Whether it is one with a name of its own. */
    public boolean isKnown() {
        return BY_KEY.containsKey(key);
    }

    /** A value in words, with its unit. */
    public String write(double value) {
        String words = unit.write(value);
        return unit != Unit.NUMBER || suffix.isEmpty() || Double.isNaN(value) ? words : words + " " + suffix;
    }

    /** As a rule of that kind judges it: by what is in its unit, or by how fast a budget burns, how many there were, or a score. */
    Measure as(RuleKind kind) {
        return switch (kind) {
            case THRESHOLD -> this;
            case ABSENCE -> written(isOfCalls() ? "calls" : "figures");
            case BURN_RATE -> written("times as fast as it may");
            case ANOMALY -> written("of 1");
        };
    }

    private Measure written(String other) {
        return new Measure(key, words, Unit.NUMBER, source, breadths, share, other);
    }

    /** Whether it is about calls, of which there have to be some for it to mean anything. */
    public boolean isOfCalls() {
        return source != Source.SERIES;
    }

    /** Whether it is a figure that somebody reports of the business. */
    public boolean isOfBusiness() {
        return key.startsWith(BUSINESS);
    }

    private static Measure calls(String key, String words, Unit unit, Source source) {
        return new Measure(key, words, unit, source, OF_CALLS, "", "");
    }

    private static Measure series(String key, String words, Unit unit, Breadth breadth) {
        return new Measure(key, words, unit, Source.SERIES, Set.of(breadth), "", "");
    }

    private static Measure number(String key, String words, String suffix, Breadth breadth) {
        return new Measure(key, words, Unit.NUMBER, Source.SERIES, Set.of(breadth), "", suffix);
    }

    private static Measure share(String key, String of, String words) {
        return new Measure(key, words, Unit.SHARE, Source.SERIES, Set.of(Breadth.WHOLE), of, "");
    }
}
