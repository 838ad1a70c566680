package io.zol0.limits;

import io.zol0.limits.AnswerRule.Compare;
import io.zol0.limits.AnswerRule.JsonTest;
import io.zol0.limits.AnswerRule.Meaning;
import io.zol0.limits.Preset.Credentials;
import io.zol0.limits.Preset.Parsed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads a preset from JSON and collects everything that is wrong with it. */
final class PresetReader {
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNumberLength(30)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    private static final Pattern FIELD = Pattern.compile("[!\"$%'-<>-~]{1,100}");
    private static final Pattern ENDPOINT = Pattern.compile("\\*|[A-Z*][A-Z*-]{0,19} [/*][!-~]{0,299}");
    private static final Pattern POINTER = Pattern.compile("(/[^/\\s]{1,60}){1,8}");
    private static final long MOST_WEIGHT = 1_000_000;

    private final List<String> problems = new ArrayList<>();

    Parsed read(String json) {
        if (json.length() > Preset.LONGEST) {
            return broken(
                    "A preset has at most " + Preset.LONGEST + " characters, and this has " + json.length() + ".");
        }
        Preset preset;
        try {
            preset = preset(new JsonPart(JSON.readTree(json), "", problems));
        } catch (JacksonException e) {
            var at = e.getLocation();
            return broken("This is not JSON: line " + (at == null ? 1 : at.getLineNr()) + ", column "
                    + (at == null ? 1 : at.getColumnNr()) + " cannot be read.");
        }
        return problems.isEmpty() ? new Parsed.Read(preset) : new Parsed.Broken(problems);
    }

    private static Parsed broken(String problem) {
        return new Parsed.Broken(List.of(problem));
    }

    private Preset preset(JsonPart part) {
        String name = name(part, "name");
        String title = part.text("title", 60);
        String about = part.text("about", 2000);
        List<PresetQuota> quotas = new ArrayList<>();
        part.parts("quotas", 10).forEach(one -> quotas.add(quota(one)));
        Set<String> names = new HashSet<>();
        for (PresetQuota quota : quotas) {
            if (!names.add(quota.name())) {
                part.problem("Two quotas are named \"" + quota.name() + "\"; each has a name of its own.");
            }
        }
        if (quotas.isEmpty()) {
            part.problem("\"quotas\" has at least one element.");
        }
        List<AnswerRule> rules = new ArrayList<>();
        part.parts("answers", 40).forEach(one -> rules.add(rule(one, names)));
        Credentials credentials = credentials(part.part("credentials"));
        LimitDocument document = document(part.part("document"), names);
        part.end();
        return new Preset(name, title, about, quotas, rules, credentials, document);
    }

    private static String name(JsonPart part, String field) {
        String name = part.text(field, 40);
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            part.problem(part.named(field) + " takes 1 to 40 lower-case letters, digits and hyphens and begins with a"
                    + " letter or digit.");
        }
        return name;
    }

    // ---- quotas

    private static PresetQuota quota(JsonPart part) {
        List<QuotaWindow> windows =
                part.parts("windows", 4).stream().map(PresetReader::window).toList();
        if (windows.isEmpty()) {
            part.problem(part.named("windows") + " has one to four elements.");
        }
        WhenEmpty whenEmpty = part.oneOf("whenEmpty", WhenEmpty.class, WhenEmpty.QUEUE);
        boolean queues = whenEmpty == WhenEmpty.QUEUE;
        Duration maxWait = part.time(
                "maxWait", Duration.ZERO, Duration.ofMinutes(10), queues ? Duration.ofSeconds(10) : Duration.ZERO);
        if (queues == maxWait.isZero()) {
            part.problem(part.named("maxWait")
                    + (queues ? " is above 0 where calls queue." : " is 0 where no call queues."));
        }
        PresetQuota quota = new PresetQuota(
                name(part, "name"),
                part.text("about", 500),
                scope(part),
                windows,
                part.parts("costs", 200).stream().map(PresetReader::cost).toList(),
                part.share("margin", 0.1),
                part.share("reserve", 0),
                part.time("minInterval", Duration.ZERO, Duration.ofHours(1), Duration.ZERO),
                maxWait,
                whenEmpty,
                part.parts("counts", 10).stream().map(PresetReader::counts).toList());
        double left = (1 - quota.margin()) * (1 - quota.reserve()) + 1e-9;
        if (windows.stream().anyMatch(window -> window.capacity() >= 1 && window.capacity() * left < 1)) {
            part.problem(part.named("margin")
                    + " and the reserve leave no call of normal priority in a window; lower them.");
        }
        part.end();
        return quota;
    }

    private static QuotaScope scope(JsonPart part) {
        KeySource source = null;
        JsonPart key = part.part("key");
        if (key != null) {
            String header = field(key, "header", HEADER);
            String query = field(key, "query", FIELD);
            if ((header == null) == (query == null)) {
                key.problem(part.named("key") + " names either a header or a query field.");
            }
            source = header != null
                    ? new KeySource(KeySource.Place.HEADER, header)
                    : new KeySource(KeySource.Place.QUERY, query == null ? "" : query);
            key.end();
        }
        List<String> endpoints = part.texts("endpoints", 50, 320);
        endpoints.forEach(pattern -> endpoint(part, "endpoints", pattern));
        return new QuotaScope(endpoints, source, part.flag("perCaller"), part.flag("perEndpoint"));
    }

    private static void endpoint(JsonPart part, String field, String pattern) {
        if (!pattern.isEmpty() && !ENDPOINT.matcher(pattern).matches()) {
            part.problem(part.named(field)
                    + " takes a method and a path with stars for anything, such as GET /api/v3/*, or * for all.");
        }
    }

    private static QuotaWindow window(JsonPart part) {
        QuotaWindow window = new QuotaWindow(
                part.oneOf("kind", WindowKind.class, WindowKind.ALIGNED),
                part.number("capacity", 1, Readings.MOST, 0),
                part.time("period", Duration.ofMillis(100), Readings.LONGEST, Duration.ZERO));
        for (String needed : List.of("kind", "capacity", "period")) {
            if (!part.has(needed)) {
                part.problem(part.named(needed) + " is missing.");
            }
        }
        part.end();
        return window;
    }

    private static Cost cost(JsonPart part) {
        List<Cost.Step> steps = new ArrayList<>();
        for (JsonPart step : part.parts("steps", 20)) {
            steps.add(
                    new Cost.Step(step.number("upTo", 0, Long.MAX_VALUE, 0), step.number("weight", 0, MOST_WEIGHT, 1)));
            step.end();
        }
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).upTo() <= steps.get(i - 1).upTo()) {
                part.problem(part.named("steps") + " rises from step to step.");
            }
        }
        String field = field(part, "field", FIELD);
        if ((field == null) != steps.isEmpty()) {
            part.problem(part.named("field") + " and " + part.named("steps") + " go together.");
        }
        String endpoint = part.text("endpoint", 320);
        endpoint(part, "endpoint", endpoint);
        Cost cost = new Cost(endpoint, part.number("weight", 0, MOST_WEIGHT, 1), field, steps, part.flag("high"));
        part.end();
        return cost;
    }

    private static CountFields counts(JsonPart part) {
        CountFields fields = new CountFields(
                part.flag("standard"),
                header(part, "used"),
                header(part, "limit"),
                header(part, "remaining"),
                header(part, "reset"),
                part.flag("resetWhenRefused"));
        boolean named = fields.used() != null || fields.remaining() != null || fields.limit() != null;
        if (named == fields.standard()) {
            part.problem(part.named("used") + ", limit or remaining names a header, or standard is true.");
        }
        part.end();
        return fields;
    }

    private static @Nullable String header(JsonPart part, String field) {
        String name = part.optional(field, 100);
        if (name != null
                && !FIELD.matcher(name.replace(CountFields.WINDOW, "1M")).matches()) {
            part.problem(
                    part.named(field) + " is the name of a header; it may hold {window} for what 1M or 10S stands in.");
            return null;
        }
        return name;
    }

    private static @Nullable String field(JsonPart part, String field, Pattern form) {
        String name = part.optional(field, 100);
        if (name != null && !form.matcher(name).matches()) {
            part.problem(part.named(field) + " is the name of a field, without spaces.");
            return null;
        }
        return name;
    }

    // ---- answers

    private static AnswerRule rule(JsonPart part, Set<String> quotas) {
        List<Integer> statuses = part.numbers("status", 20, 100, 599).stream()
                .map(Long::intValue)
                .toList();
        JsonTest test = test(part.part("json"));
        String text = part.optional("text", 200);
        boolean timeInText = part.flag("timeInText");
        String quota = quota(part, part.optional("quota", 40), quotas);
        if (statuses.isEmpty() && test == null && text == null) {
            part.problem(part.named("status") + ", json or text says which answers this is about.");
        }
        if (timeInText && test == null) {
            part.problem(part.named("timeInText") + " needs json, whose text holds the time.");
        }
        if (!part.has("means")) {
            part.problem(part.named("means") + " is missing.");
        }
        AnswerRule rule = new AnswerRule(
                statuses,
                test,
                text,
                part.oneOf("means", Meaning.class, Meaning.FINE),
                part.time("lasting", Duration.ZERO, Readings.LONGEST, Duration.ZERO),
                timeInText,
                part.flag("perKey"),
                quota);
        part.end();
        return rule;
    }

    private static @Nullable JsonTest test(@Nullable JsonPart part) {
        if (part == null) {
            return null;
        }
        String pointer = pointer(part, "path");
        Compare compare = Compare.EQUALS;
        String value = null;
        int said = 0;
        for (Compare one : Compare.values()) {
            String given = part.optional(one.name().toLowerCase(java.util.Locale.ROOT), 200);
            if (given != null) {
                compare = one;
                value = given;
                said++;
            }
        }
        if (said != 1) {
            part.problem(part.named("path") + " goes with one of equals, begins and contains.");
        }
        part.end();
        return value == null || pointer.isEmpty()
                ? null
                : new JsonTest(List.of(pointer.substring(1).split("/")), compare, value);
    }

    private static String pointer(JsonPart part, String field) {
        String pointer = part.text(field, 500);
        if (!pointer.isEmpty() && !POINTER.matcher(pointer).matches()) {
            part.problem(part.named(field) + " is a path into JSON such as /error/code, of at most 8 names.");
            return "";
        }
        return pointer;
    }

    private static @Nullable String quota(JsonPart part, @Nullable String name, Set<String> quotas) {
        if (name != null && !quotas.contains(name)) {
            part.problem(part.named("quota") + " is no quota of this preset; it has "
                    + String.join(", ", quotas.stream().sorted().toList()) + ".");
        }
        return name;
    }

    private static Credentials credentials(@Nullable JsonPart part) {
        if (part == null) {
            return new Credentials(List.of(), List.of(), List.of());
        }
        Credentials credentials = new Credentials(
                part.texts("headers", 20, 100), part.texts("fields", 20, 100), part.texts("ignored", 20, 100));
        part.end();
        return credentials;
    }

    private static @Nullable LimitDocument document(@Nullable JsonPart part, Set<String> quotas) {
        if (part == null) {
            return null;
        }
        String path = part.text("path", 500);
        if (!path.startsWith("/")) {
            part.problem(part.named("path") + " begins with a slash.");
        }
        Map<String, String> kinds = new TreeMap<>();
        for (JsonPart kind : part.parts("quotas", 10)) {
            String quota = quota(kind, kind.text("quota", 40), quotas);
            kinds.put(kind.text("type", 60), quota == null ? "" : quota);
            kind.end();
        }
        LimitDocument document = new LimitDocument(
                path,
                part.time("every", Duration.ofMinutes(1), Readings.LONGEST, Duration.ofHours(6)),
                pointer(part, "list"),
                pointer(part, "type"),
                pointer(part, "interval"),
                pointer(part, "count"),
                pointer(part, "limit"),
                kinds);
        part.end();
        return document;
    }
}
