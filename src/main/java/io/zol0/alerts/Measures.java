package io.zol0.alerts;

import io.zol0.catalog.InSight;
import io.zol0.metrics.Answer;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesKind;
import io.zol0.metrics.SeriesRecorder;
import io.zol0.metrics.Subject;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Everything that a rule can be about: the figures of calls, those of ZoL0, and whatever series somebody records. */
@Service
@DenyAll
public class Measures {
    private static final int MOST_BUSINESS = 5_000;

    private final SeriesRecorder recorder;
    private final SeriesHistory history;
    private final InSight inSight;

    Measures(SeriesRecorder recorder, SeriesHistory history, InSight inSight) {
        this.recorder = recorder;
        this.history = history;
        this.inSight = inSight;
    }

    /**
     * Those with a name of their own, then the series in sight that were told something in the last hour and the figures of the
     * business that ever were, by name.
     */
    @RolesAllowed("VIEWER")
    public List<Measure> all() {
        LongPredicate seen = inSight.upstreams();
        Map<String, List<SeriesKey>> byName = Stream.concat(recorder.live().stream(), business().stream())
                .distinct()
                .filter(key -> key.subject().upstreamId() == 0
                        || seen.test(key.subject().upstreamId()))
                .filter(key -> !Measure.of(key.name().text()).isKnown())
                .collect(Collectors.groupingBy(key -> key.name().text(), TreeMap::new, Collectors.toList()));
        return Stream.concat(
                        Measure.known().stream(),
                        byName.entrySet().stream().map(each -> recorded(each.getKey(), each.getValue())))
                .toList();
    }

    /** The one of a key, with its unit where a series of that name is there now. */
    @RolesAllowed("VIEWER")
    public Measure named(String key) {
        Optional<Measure> there =
                all().stream().filter(measure -> measure.key().equals(key)).findFirst();
        return there.orElseGet(() -> Measure.of(key));
    }

    /** What is reported once a day is a figure all day long. */
    private Set<SeriesKey> business() {
        return switch (history.named(Measure.BUSINESS, MOST_BUSINESS)) {
            case Answer.Found<Set<SeriesKey>>(Set<SeriesKey> found) -> found;
            case Answer.Unavailable<Set<SeriesKey>> away -> Set.of();
        };
    }

    private static Measure recorded(String name, List<SeriesKey> keys) {
        Set<Breadth> breadths = EnumSet.noneOf(Breadth.class);
        keys.forEach(key -> breadth(key.subject().kind()).ifPresent(breadths::add));
        return Measure.recorded(name, unit(keys.getFirst()), breadths);
    }

    /** A counter is judged by its amount a second. */
    static String unit(SeriesKey key) {
        String unit = key.name().unit();
        return key.name().kind() == SeriesKind.COUNTER ? unit + "/s" : unit;
    }

    /** Whether a series is of one of the things that a rule is judged for; what is known by its name alone is none. */
    static boolean isOf(SeriesKey key, Breadth breadth) {
        return breadth(key.subject().kind()).filter(breadth::equals).isPresent();
    }

    private static Optional<Breadth> breadth(Subject.Kind kind) {
        return switch (kind) {
            case WHOLE -> Optional.of(Breadth.WHOLE);
            case UPSTREAM -> Optional.of(Breadth.UPSTREAM);
            case ENDPOINT -> Optional.of(Breadth.ENDPOINT);
            case QUOTA -> Optional.of(Breadth.QUOTA);
            case PAGE, LABELS -> Optional.empty();
        };
    }
}
