package io.zol0.ingest;

import io.zol0.metrics.Answer;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesKind;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.Subject;
import io.zol0.metrics.SubjectNames;
import io.zol0.metrics.TimedSeries;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.util.unit.DataSize;

/**
 * Takes figures of a business, and knows those there are: at most {@link #MOST} with at most {@link #MOST_SETS} sets of labels
 * each. A value counts for its labels and for the whole of its metric.
 */
@Service
public class BusinessMetrics {
    /** Most metrics; further ones are refused. */
    public static final int MOST = 200;

    /** Most sets of labels of one metric; values with further ones are refused, one by one. */
    public static final int MOST_SETS = 100;

    /** How the names of their series begin. */
    public static final String BEGINNING = "business.";

    static final int LONGEST_NAME = 70;
    private static final int MOST_SERIES = 5_000;
    private static final Duration KNOWN_FOR = Duration.ofSeconds(10);
    private static final DataSize LARGEST = DataSize.ofMegabytes(8);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*");

    private final SeriesHistory history;
    private final SubjectNames names;
    private final TimedSeries series;
    private final Clock clock;
    private final Turnstile turnstile = new Turnstile();
    private final Once once = new Once();
    private final Map<String, Metric> metrics = new TreeMap<>();
    private Instant readAt = Instant.MIN;

    BusinessMetrics(SeriesHistory history, SubjectNames names, TimedSeries series, Clock clock) {
        this.history = history;
        this.names = names;
        this.series = series;
        this.clock = clock;
    }

    /** One metric as it is known here. */
    static final class Metric {
        private final SeriesName name;
        private final Set<Subject> sets = ConcurrentHashMap.newKeySet();

        Metric(SeriesName name) {
            this.name = name;
        }

        SeriesKind kind() {
            return name.kind();
        }

        SeriesKey whole() {
            return name.ofWhole();
        }
    }

    /**
     * Takes a value or a batch of them.
     *
     * @param kind what the metric is made of, where it is new; null for a gauge, or as it is known
     * @param unit of its values, where it is new; null for none, or as it is known
     * @param key under which the batch counts once; null where it counts each time
     * @param encoding the body's Content-Encoding; null for none
     * @throws NotTaken where nothing of it counts
     */
    public Taken take(
            String name,
            @Nullable SeriesKind kind,
            @Nullable String unit,
            String reporter,
            @Nullable String key,
            InputStream body,
            @Nullable String encoding)
            throws IOException {
        Once.check(key);
        Metric metric = metric(name, kind, unit);
        InputStream content = Body.of(body, encoding, LARGEST);
        return key == null
                ? turnstile.through(() -> take(metric, content))
                : once.take(reporter + "\n" + name + "\n" + key, () -> turnstile.through(() -> take(metric, content)));
    }

    /** Those that are known, by name; from memory where the database is away. */
    public List<BusinessMetric> all() {
        refresh();
        synchronized (metrics) {
            return metrics.values().stream().map(this::described).toList();
        }
    }

    /** The one of that name. */
    public Optional<BusinessMetric> named(String name) {
        refresh();
        synchronized (metrics) {
            return Optional.ofNullable(metrics.get(name)).map(this::described);
        }
    }

    /**
     * The metric of a name; a new one is known only once a value of it is taken.
     *
     * @throws NotTaken where it cannot be made, or is another than said
     */
    Metric metric(String name, @Nullable SeriesKind kind, @Nullable String unit) {
        refresh();
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            throw NotTaken.unfit("A business metric is called by words of a-z, 0-9 and _ joined by dots, such as"
                    + " orders.placed, in at most " + LONGEST_NAME + " characters.");
        }
        if (unit != null && (unit.length() > 20 || unit.chars().anyMatch(Character::isISOControl))) {
            throw NotTaken.unfit("A unit has at most 20 characters.");
        }
        synchronized (metrics) {
            Metric known = metrics.get(name);
            if (known == null) {
                if (metrics.size() >= MOST) {
                    throw NotTaken.unfit("There are " + MOST + " business metrics, which is the most: report "
                            + "this one with a label of another.");
                }
                return new Metric(new SeriesName(
                        BEGINNING + name, kind == null ? SeriesKind.GAUGE : kind, unit == null ? "" : unit));
            }
            if (kind != null && kind != known.kind()) {
                throw NotTaken.unfit(name + " is a " + known.kind() + ", and cannot be a " + kind + " as well.");
            }
            if (unit != null && !unit.equals(known.name.unit())) {
                throw NotTaken.unfit(
                        "The unit of " + name + " is \"" + known.name.unit() + "\", not \"" + unit + "\".");
            }
            return known;
        }
    }

    /** The series of some labels of a metric; nothing where there are too many. */
    Optional<SeriesKey> seriesOf(Metric metric, Labels labels) {
        Subject subject = Subject.named(Subject.Kind.LABELS, labels.text());
        if (!metric.sets.contains(subject)) {
            synchronized (metrics) {
                if (metric.sets.size() >= MOST_SETS || seriesCount() >= MOST_SERIES) {
                    return Optional.empty();
                }
                if (names.subject(Subject.Kind.LABELS, labels.text()).isEmpty()) {
                    return Optional.empty();
                }
                metric.sets.add(subject);
            }
        } else {
            names.subject(Subject.Kind.LABELS, labels.text());
        }
        return Optional.of(metric.name.of(subject));
    }

    /** Why a value of that time cannot be taken; null where it can be. */
    @Nullable
    String problemOf(long atMillis) {
        return series.problemOf(atMillis);
    }

    /** Records values of a metric, which is known from then on. */
    void record(Metric metric, List<TimedSeries.Value> values) {
        if (values.isEmpty()) {
            return;
        }
        series.record(values);
        synchronized (metrics) {
            metrics.putIfAbsent(metric.name.text().substring(BEGINNING.length()), metric);
        }
    }

    private Taken take(Metric metric, InputStream body) {
        BusinessReader reader = new BusinessReader(
                        (labels, value, atMillis, to) -> BusinessReader.add(this, metric, labels, value, atMillis, to),
                        clock.millis())
                .read(body);
        record(metric, reader.values());
        return reader.taken();
    }

    private int seriesCount() {
        return metrics.values().stream().mapToInt(each -> 1 + each.sets.size()).sum();
    }

    /** Reads what other processes and earlier ones have, at most every few seconds. */
    private void refresh() {
        synchronized (metrics) {
            Instant now = clock.instant();
            if (now.isBefore(readAt.plus(KNOWN_FOR))) {
                return;
            }
            readAt = now;
        }
        switch (history.named(BEGINNING, MOST_SERIES)) {
            case Answer.Found<Set<SeriesKey>>(Set<SeriesKey> found) -> remember(found);
            case Answer.Unavailable<Set<SeriesKey>> away -> remember(history.liveNamed(BEGINNING, MOST_SERIES));
        }
    }

    private void remember(Iterable<SeriesKey> found) {
        synchronized (metrics) {
            for (SeriesKey key : found) {
                Metric metric = metrics.computeIfAbsent(
                        key.name().text().substring(BEGINNING.length()), any -> new Metric(key.name()));
                if (key.subject().kind() == Subject.Kind.LABELS
                        && metric.kind() == key.name().kind()) {
                    metric.sets.add(key.subject());
                }
            }
        }
    }

    private BusinessMetric described(Metric metric) {
        List<BusinessMetric.LabelSet> sets = new ArrayList<>();
        for (Subject subject : metric.sets) {
            names.nameOf(subject)
                    .ifPresent(text -> sets.add(new BusinessMetric.LabelSet(text, metric.name.of(subject))));
        }
        sets.sort(Comparator.comparing(BusinessMetric.LabelSet::labels));
        return new BusinessMetric(
                metric.name.text().substring(BEGINNING.length()),
                metric.kind(),
                metric.name.unit(),
                metric.whole(),
                sets);
    }
}
