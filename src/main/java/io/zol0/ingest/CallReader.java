package io.zol0.ingest;

import io.zol0.catalog.Upstream;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.ReportedCalls;
import io.zol0.users.Sight;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads one batch of calls from JSON as it comes, with no object but the call itself and its texts. */
final class CallReader {
    static final int MOST_CALLS = 50_000;
    private static final int LONGEST_TARGET = 8_192;
    private static final double LONGEST_MILLIS = 3_600_000;
    private static final double LARGEST_BYTES = 1L << 50;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxStringLength(64 * 1024)
                    .maxNameLength(1_000)
                    .maxNumberLength(100)
                    .build())
            .build();

    private final Places places;
    private final Function<Instant, @Nullable String> problemOfEnd;
    private final Sight sight;
    private final String reporter;
    private final Words words = new Words();
    private final List<ReportedCall> read = new ArrayList<>();
    private final List<Taken.Problem> problems = new ArrayList<>();
    private int index;
    private int refused;
    private long unknownFields;

    // of the call that is being read
    private @Nullable String upstream;
    private @Nullable String url;
    private @Nullable String path;
    private double durationMillis;
    private double atMillis;
    private @Nullable String problem;

    /**
     * Where calls may have gone.
     *
     * @param named the upstream of a name; null where there is none
     * @param located whose an address is; null where it is nobody's
     * @param send gives a call to an upstream its endpoint
     */
    record Places(
            Function<String, @Nullable Upstream> named,
            Function<String, KnownUpstreams.@Nullable Located> located,
            BiConsumer<Upstream, ReportedCall> send) {}

    /**
     * Reads for somebody who reports and sees only some environments.
     *
     * @param problemOfEnd why a call that ended at a time cannot be counted; null where it can be
     */
    CallReader(Places places, Function<Instant, @Nullable String> problemOfEnd, Sight sight, String reporter) {
        this.places = places;
        this.problemOfEnd = problemOfEnd;
        this.sight = sight;
        this.reporter = reporter;
    }

    /**
     * Reads all of it; nothing has been counted yet.
     *
     * @throws NotTaken where it is no batch
     */
    CallReader read(InputStream body) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw NotTaken.unreadable("A batch is a JSON object with the field calls, such as {\"calls\": []}.");
            }
            boolean found = false;
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                JsonToken value = json.nextToken();
                if (name.equals("calls") && value == JsonToken.START_ARRAY) {
                    found = true;
                    readCalls(json);
                } else {
                    unknownFields += name.equals("calls") ? 0 : 1;
                    json.skipChildren();
                }
            }
            if (!found) {
                throw NotTaken.unreadable("The batch has no list of calls; write {\"calls\": [ … ]}.");
            }
            if (json.nextToken() != null) {
                throw NotTaken.unreadable("After the batch there is more; send one batch at a time.");
            }
            return this;
        } catch (JacksonException broken) {
            throw NotTaken.broken(broken, "call " + index);
        }
    }

    List<ReportedCall> calls() {
        return read;
    }

    Taken taken() {
        return new Taken(read.size(), refused, problems, unknownFields, false);
    }

    private void readCalls(JsonParser json) {
        for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
            if (index == MOST_CALLS) {
                throw NotTaken.tooLarge("A batch has at most " + MOST_CALLS + " calls; send it in smaller parts.");
            }
            problem = null;
            if (next == JsonToken.START_OBJECT) {
                readCall(json);
            } else {
                json.skipChildren();
                problem = "A call is a JSON object.";
            }
            if (problem != null) {
                refused++;
                if (problems.size() < Taken.MOST_PROBLEMS) {
                    problems.add(new Taken.Problem(index, problem));
                }
            }
            index++;
        }
    }

    private void readCall(JsonParser json) {
        ReportedCall call = new ReportedCall();
        call.caller = reporter;
        upstream = null;
        url = null;
        path = null;
        durationMillis = -1;
        atMillis = Double.NaN;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "upstream" -> upstream = word(json, value, name);
                case "url" -> url = text(json, value, name, LONGEST_TARGET);
                case "path" -> path = text(json, value, name, LONGEST_TARGET);
                case "method" -> call.method = method(word(json, value, name));
                case "caller" -> call.caller = named(word(json, value, name), call.caller);
                case "at" -> atMillis = time(json, value);
                case "durationMillis" -> durationMillis = number(json, value, name, 0, LONGEST_MILLIS);
                case "firstByteMillis" ->
                    call.firstByteNanos = (long) (number(json, value, name, 0, LONGEST_MILLIS) * 1e6);
                case "status" -> call.status = (int) number(json, value, name, 0, 599);
                case "bytesIn" -> call.bytesIn = (long) number(json, value, name, 0, LARGEST_BYTES);
                case "bytesOut" -> call.bytesOut = (long) number(json, value, name, 0, LARGEST_BYTES);
                case "outcome" -> call.outcome = outcome(word(json, value, name));
                case "failure" -> call.failure = text(json, value, name, LONGEST_TARGET);
                default -> {
                    unknownFields++;
                    json.skipChildren();
                }
            }
        }
        finish(call);
    }

    private void finish(ReportedCall call) {
        Upstream to = locate(call);
        if (durationMillis < 0) {
            complain("durationMillis is needed: how long the call took, in milliseconds.");
        }
        if (problem != null || to == null) {
            return;
        }
        call.totalNanos = (long) (durationMillis * 1e6);
        call.firstByteNanos = Math.min(call.firstByteNanos, call.totalNanos);
        call.atMillis = Double.isNaN(atMillis) ? System.currentTimeMillis() - (long) durationMillis : (long) atMillis;
        String late = problemOfEnd.apply(ReportedCalls.endOf(call));
        if (late != null) {
            complain(late);
            return;
        }
        places.send().accept(to, call);
        read.add(call);
    }

    private @Nullable Upstream locate(ReportedCall call) {
        String address = url;
        if (address != null) {
            KnownUpstreams.Located located = places.located().apply(address);
            if (located == null || !sight.sees(located.upstream().environment())) {
                complain("No upstream that this token may report for has the address of this url.");
                return null;
            }
            call.target = located.target();
            return located.upstream();
        }
        String name = upstream;
        Upstream found = name == null ? null : places.named().apply(name);
        if (found == null || !sight.sees(found.environment())) {
            complain(
                    name == null
                            ? "Say whom it called: upstream by its name, or the url."
                            : "There is no upstream of that name that this token may report for.");
            return null;
        }
        String target = path;
        if (target == null || !target.startsWith("/")) {
            complain("path is needed beside upstream, and begins with a slash.");
            return null;
        }
        call.target = target;
        return found;
    }

    /** Keeps what is wrong with the call first. */
    private void complain(String sentence) {
        if (problem == null) {
            problem = sentence;
        }
    }

    private String word(JsonParser json, JsonToken value, String name) {
        if (value == JsonToken.VALUE_STRING) {
            return words.of(json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
        }
        wrong(json, name, "a text");
        return "";
    }

    private @Nullable String text(JsonParser json, JsonToken value, String name, int longest) {
        if (value == JsonToken.VALUE_NULL) {
            return null;
        }
        if (value != JsonToken.VALUE_STRING) {
            wrong(json, name, "a text");
            return null;
        }
        if (json.getStringLength() > longest) {
            complain(name + " has more than " + longest + " characters.");
            return null;
        }
        return json.getString();
    }

    private double number(JsonParser json, JsonToken value, String name, double least, double most) {
        if (value != JsonToken.VALUE_NUMBER_INT && value != JsonToken.VALUE_NUMBER_FLOAT) {
            wrong(json, name, "a number");
            return least;
        }
        double number = json.getDoubleValue();
        if (!(number >= least && number <= most)) {
            complain(name + " must be from " + (long) least + " to " + (long) most + ".");
            return least;
        }
        return number;
    }

    private double time(JsonParser json, JsonToken value) {
        if (value == JsonToken.VALUE_NUMBER_INT) {
            return number(json, value, "at", 0, 1e14);
        }
        if (value == JsonToken.VALUE_STRING) {
            try {
                return Instant.parse(json.getString()).toEpochMilli();
            } catch (DateTimeParseException | ArithmeticException other) {
                complain("at is no time; write 2026-11-23T12:00:00.123Z or the milliseconds since 1970.");
                return Double.NaN;
            }
        }
        wrong(json, "at", "a time as text or milliseconds since 1970");
        return Double.NaN;
    }

    private String method(String word) {
        boolean fits = !word.isEmpty() && word.length() <= 20;
        for (int i = 0; fits && i < word.length(); i++) {
            char c = word.charAt(i);
            fits = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '-';
        }
        if (!fits) {
            complain("method must be one of HTTP, such as GET, in at most 20 letters.");
        }
        return word;
    }

    private static String named(String word, String otherwise) {
        return word.isBlank() ? otherwise : word;
    }

    private @Nullable Outcome outcome(String word) {
        try {
            return Outcome.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException other) {
            complain("outcome must be one of SERVED, CACHED, QUEUED, REFUSED_BY_US, REFUSED_BY_PROVIDER, FAILED and"
                    + " ABORTED_BY_CALLER.");
            return null;
        }
    }

    private void wrong(JsonParser json, String name, String right) {
        json.skipChildren();
        complain(name + " must be " + right + ".");
    }
}
