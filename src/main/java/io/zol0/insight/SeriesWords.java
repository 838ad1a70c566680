package io.zol0.insight;

import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.Subject;
import java.util.Map;
import java.util.Optional;

/** Which named series are looked through for dependencies, and what they are called in a sentence. */
final class SeriesWords {
    /** Beginning of the names of what the business reports. */
    static final String BUSINESS = "business.";

    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("system.cpu", "work of the machine's processors"),
            Map.entry("process.cpu", "work of the processors for ZoL0"),
            Map.entry("system.memory.used", "memory of the machine in use"),
            Map.entry("process.memory", "memory of ZoL0"),
            Map.entry("jvm.heap.used", "heap in use"),
            Map.entry("jvm.gc.time", "time of garbage collection"),
            Map.entry("jvm.threads", "threads of ZoL0"),
            Map.entry("system.network.received", "bytes received by the machine"),
            Map.entry("system.disk.written", "bytes written to disk"),
            Map.entry("gateway.lag", "lateness of the event loops"),
            Map.entry("gateway.connections", "callers connected"),
            Map.entry("database.away", "time without the database"),
            Map.entry("cache.used", "room that the cache takes"),
            Map.entry("quota.left", "what is left of"),
            Map.entry("quota.waits", "time that calls wait for"),
            Map.entry("quota.elsewhere_share", "share spent by somebody else of"));

    private SeriesWords() {}

    /** What a series is called; nothing of one that is not looked through. {@code subject} names what it is about. */
    static Optional<String> of(SeriesKey key, String subject) {
        String name = key.name().text();
        if (key.subject().kind() == Subject.Kind.WHOLE) {
            return name.startsWith(BUSINESS) ? Optional.of(plain(name)) : Optional.ofNullable(KNOWN.get(name));
        }
        if (KNOWN.containsKey(name)) {
            return Optional.of(KNOWN.get(name) + " " + subject);
        }
        return isInternal(name) ? Optional.empty() : Optional.of(plain(name) + " of " + subject);
    }

    /** What ZoL0 records itself in parts, which depend on each other. */
    private static boolean isInternal(String name) {
        return name.startsWith("cache.") || name.startsWith("quota.") || name.startsWith("upstream.");
    }

    private static String plain(String name) {
        String rest = name.startsWith(BUSINESS) ? name.substring(BUSINESS.length()) : name;
        return rest.replace('_', ' ').replace('.', ' ');
    }
}
