package io.zol0.ingest;

import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesKind;
import io.zol0.metrics.TimedSeries;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads one value of a business metric, or a list of them, from JSON. */
final class BusinessReader {
    static final int MOST_VALUES = 10_000;
    static final double LARGEST = 1e30;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxStringLength(64 * 1024)
                    .maxNameLength(1_000)
                    .maxNumberLength(100)
                    .build())
            .build();

    private final CsvReader.Adding adding;
    private final long nowMillis;
    private final Labels labels = new Labels();
    private final List<TimedSeries.Value> values = new ArrayList<>();
    private final List<Taken.Problem> problems = new ArrayList<>();
    private int index;
    private int accepted;
    private int refused;
    private long unknownFields;
    private @Nullable String problem;

    /** @param adding takes each value that can be read, or says what is wrong with it */
    BusinessReader(CsvReader.Adding adding, long nowMillis) {
        this.adding = adding;
        this.nowMillis = nowMillis;
    }

    /**
     * Reads all of it; nothing has been counted yet.
     *
     * @throws NotTaken where it is neither a value nor a list of them
     */
    BusinessReader read(InputStream body) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
            switch (json.nextToken()) {
                case START_OBJECT -> readItem(json, JsonToken.START_OBJECT);
                case START_ARRAY -> {
                    for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                        readItem(json, next);
                    }
                }
                case null, default ->
                    throw NotTaken.unreadable(
                            "Send a value as {\"value\": 12.5}, with time and labels if need be, or a list of such.");
            }
            if (json.nextToken() != null) {
                throw NotTaken.unreadable("After the values there is more; send one list at a time.");
            }
            return this;
        } catch (JacksonException broken) {
            throw NotTaken.broken(broken, "value " + index);
        }
    }

    List<TimedSeries.Value> values() {
        return values;
    }

    Taken taken() {
        return new Taken(accepted, refused, problems, unknownFields, false);
    }

    private void readItem(JsonParser json, JsonToken begin) {
        if (index == MOST_VALUES) {
            throw NotTaken.tooLarge("A list has at most " + MOST_VALUES + " values; send it in smaller parts.");
        }
        problem = null;
        if (begin == JsonToken.START_OBJECT) {
            readValue(json);
        } else {
            json.skipChildren();
            problem = "A value is a JSON object, such as {\"value\": 12.5}.";
        }
        String wrong = problem;
        if (wrong == null) {
            accepted++;
        } else {
            refused++;
            if (problems.size() < Taken.MOST_PROBLEMS) {
                problems.add(new Taken.Problem(index, wrong));
            }
        }
        index++;
    }

    private void readValue(JsonParser json) {
        labels.clear();
        double value = Double.NaN;
        long atMillis = nowMillis;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken token = json.nextToken();
            switch (name) {
                case "value" -> value = number(json, token);
                case "time" -> atMillis = time(json, token);
                case "labels" -> readLabels(json, token);
                default -> {
                    unknownFields++;
                    json.skipChildren();
                }
            }
        }
        if (Double.isNaN(value)) {
            complain("value is needed, and is a number.");
        }
        if (problem == null) {
            complain(adding.add(labels, value, atMillis, values));
        }
    }

    /** Adds a value, to its labels and to the whole; gives what is wrong with it, or null. */
    static @Nullable String add(
            BusinessMetrics metrics,
            BusinessMetrics.Metric metric,
            Labels labels,
            double value,
            long atMillis,
            List<TimedSeries.Value> to) {
        if (!(Math.abs(value) <= LARGEST)) {
            return "value must be from -1e30 to 1e30.";
        }
        if (metric.kind() == SeriesKind.COUNTER && value < 0) {
            return "An amount that is counted is 0 or more.";
        }
        String late = metrics.problemOf(atMillis);
        if (late != null) {
            return late;
        }
        if (!labels.isEmpty()) {
            Optional<SeriesKey> series = metrics.seriesOf(metric, labels);
            if (series.isEmpty()) {
                return "There are too many sets of labels: a metric has at most " + BusinessMetrics.MOST_SETS + ".";
            }
            to.add(new TimedSeries.Value(series.get(), atMillis, value));
        }
        to.add(new TimedSeries.Value(metric.whole(), atMillis, value));
        return null;
    }

    private void readLabels(JsonParser json, JsonToken token) {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token != JsonToken.START_OBJECT) {
            json.skipChildren();
            complain("labels is an object, such as {\"country\": \"DE\"}.");
            return;
        }
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                complain(labels.put(name, json.getString()));
            } else {
                json.skipChildren();
                complain("A label is a text.");
            }
        }
    }

    private double number(JsonParser json, JsonToken token) {
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            json.skipChildren();
            complain("value must be a number.");
            return 0;
        }
        return json.getDoubleValue();
    }

    private long time(JsonParser json, JsonToken token) {
        if (token == JsonToken.VALUE_STRING) {
            try {
                return Instant.parse(json.getString()).toEpochMilli();
            } catch (DateTimeException | ArithmeticException other) {
                complain("time is none; write 2026-11-23T12:00:00Z or the milliseconds since 1970.");
                return nowMillis;
            }
        }
        if (token == JsonToken.VALUE_NUMBER_INT && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return json.getLongValue();
        }
        json.skipChildren();
        complain("time must be a text such as 2026-11-23T12:00:00Z, or the milliseconds since 1970.");
        return nowMillis;
    }

    /** Keeps what is wrong first. */
    private void complain(@Nullable String sentence) {
        if (problem == null) {
            problem = sentence;
        }
    }
}
