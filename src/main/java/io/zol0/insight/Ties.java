package io.zol0.insight;

import io.zol0.metrics.Subject;
import java.util.List;

/** Knows which quantities go together by what they are, so that to find them together says nothing. */
final class Ties {
    /** Series that measure nearly the same. */
    private static final List<List<String>> ALIKE = List.of(
            List.of("system.cpu", "process.cpu", "system.load"),
            List.of("system.memory.used", "process.memory", "jvm.heap.used", "jvm.direct"),
            List.of("jvm.gc.time", "jvm.gc.count", "jvm.heap.used"),
            List.of("quota.left", "quota.granted", "quota.weight", "calls.rate"),
            List.of("quota.waits", "quota.waited", "quota.waiting", "calls.queued"),
            List.of("cache.hits", "cache.asked", "calls.cached"),
            List.of("system.network.received", "system.network.sent"),
            List.of("system.disk.read", "system.disk.written"));

    private Ties() {}

    static boolean areTied(Quantity one, Quantity other) {
        boolean related = one.subject().equals(other.subject()) || isPart(one.subject(), other.subject());
        return related && (one.measure().equals(other.measure()) || areAlike(one.measure(), other.measure()));
    }

    /** Whether one is within the other: an endpoint or a quota of an upstream, or some labels of a figure. */
    private static boolean isPart(Subject one, Subject other) {
        return isNamed(one) && isNamed(other)
                || one.upstreamId() != 0
                        && one.upstreamId() == other.upstreamId()
                        && (one.kind() == Subject.Kind.UPSTREAM || other.kind() == Subject.Kind.UPSTREAM);
    }

    /** Of the business as a whole, or of some labels or pages of it. */
    private static boolean isNamed(Subject subject) {
        return subject.kind() == Subject.Kind.WHOLE || subject.kind().isNamed();
    }

    private static boolean areAlike(String one, String other) {
        return ALIKE.stream().anyMatch(group -> group.contains(one) && group.contains(other));
    }
}
