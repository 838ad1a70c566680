package io.zol0.insight;

import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoublePredicate;

/** Points of named series of a span of time, by name and by what they are about. */
final class Recorded {
    private final Map<String, Map<Subject, List<SeriesPoint>>> points = new HashMap<>();

    void add(String name, Subject subject, List<SeriesPoint> of) {
        if (!of.isEmpty()) {
            points.computeIfAbsent(name, key -> new HashMap<>()).put(subject, of);
        }
    }

    /** How many points a series has. */
    int count(String name, Subject subject) {
        return of(name, subject).size();
    }

    /** What counters of some subjects counted together; empty where none of them was told anything. */
    OptionalDouble sum(String name, Set<Subject> subjects) {
        List<List<SeriesPoint>> told = subjects.stream()
                .map(subject -> of(name, subject))
                .filter(each -> !each.isEmpty())
                .toList();
        return told.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(told.stream()
                        .flatMap(List::stream)
                        .mapToDouble(SeriesPoint::sum)
                        .sum());
    }

    /** The mean of a gauge. */
    OptionalDouble mean(String name, Subject subject) {
        return of(name, subject).stream().mapToDouble(SeriesPoint::avg).average();
    }

    /** The least of the means of the gauges of some subjects. */
    OptionalDouble leastMean(String name, Subject.Kind kind, Set<Long> upstreamIds) {
        return points.getOrDefault(name, Map.of()).entrySet().stream()
                .filter(each -> each.getKey().kind() == kind
                        && upstreamIds.contains(each.getKey().upstreamId()))
                .mapToDouble(each -> each.getValue().stream()
                        .mapToDouble(SeriesPoint::avg)
                        .average()
                        .orElse(Double.NaN))
                .filter(Double::isFinite)
                .min();
    }

    /** The share of the points of a gauge whose most fits, of the subject where that is largest. */
    OptionalDouble largestShare(String name, Set<Subject> subjects, DoublePredicate fits) {
        return subjects.stream()
                .map(subject -> of(name, subject))
                .filter(each -> !each.isEmpty())
                .mapToDouble(each -> (double) each.stream()
                                .filter(point -> fits.test(point.max()))
                                .count()
                        / each.size())
                .max();
    }

    private List<SeriesPoint> of(String name, Subject subject) {
        return points.getOrDefault(name, Map.of()).getOrDefault(subject, List.of());
    }
}
