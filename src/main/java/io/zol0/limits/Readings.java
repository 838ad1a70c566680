package io.zol0.limits;

import io.zol0.limits.AnswerRule.JsonTest;
import io.zol0.limits.AnswerRule.Meaning;
import io.zol0.limits.Signal.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads from an upstream's answers what they say of its limits, as a preset describes it. Whatever is missing, negative, absurd,
 * no number or past is as if it was not said. Used by any number of threads; allocates nothing for an answer that says nothing.
 */
public final class Readings {
    /** The largest weight that is believed. */
    public static final long MOST = 1_000_000_000;

    /** The longest time that is believed, and the longest window. */
    public static final Duration LONGEST = Duration.ofDays(31);

    /** Bytes of a body that are looked at. */
    public static final int LONGEST_PREFIX = 8 * 1024;

    /** A ban of which nobody says how long it lasts. */
    private static final Duration COMMON_BAN = Duration.ofMinutes(2);

    /** Larger bodies of proper answers are data, not errors in disguise. */
    private static final long LARGEST_ERROR = 64 * 1024;

    private final List<Look> looks;
    private final List<AnswerRule> rules;
    private final List<JsonTest> jsonTests;

    private Readings(List<Look> looks, List<AnswerRule> rules) {
        this.looks = looks;
        this.rules = rules;
        this.jsonTests =
                rules.stream().map(AnswerRule::test).filter(Objects::nonNull).toList();
    }

    /** Headers of one quota: {@code first} marks those that are looked at only if the quota's ones before were not there. */
    private record Look(
            String quota, CountFields fields, @Nullable Duration period, boolean otherwise) {}

    /**
     * What to read with.
     *
     * @param quotas the quotas in force: windows of theirs are read that the preset itself does not have
     */
    public static Readings of(Preset preset, Collection<Quota> quotas) {
        List<Look> looks = new ArrayList<>();
        for (PresetQuota quota : preset.quotas()) {
            Set<Duration> periods = new LinkedHashSet<>();
            quota.windows().forEach(window -> periods.add(window.period()));
            for (Quota used : quotas) {
                if (Presets.reference(preset, quota).equals(used.preset())) {
                    used.windows().forEach(window -> periods.add(window.period()));
                }
            }
            boolean otherwise = false;
            for (CountFields fields : quota.counts()) {
                boolean next = otherwise;
                if (fields.perWindow()) {
                    periods.forEach(period -> looks.add(new Look(quota.name(), fields.of(period), period, next)));
                } else {
                    Duration only = periods.size() == 1 ? periods.iterator().next() : null;
                    looks.add(new Look(quota.name(), fields, only, next));
                }
                otherwise = true;
            }
        }
        return new Readings(List.copyOf(looks), preset.rules());
    }

    /** Whether it takes the beginning of the body to judge this answer. */
    public boolean wantsBody(int status, HeaderLookup head) {
        boolean wanted = false;
        for (AnswerRule rule : rules) {
            if (rule.about(status)) {
                if (!rule.wantsBody()) {
                    break;
                }
                wanted = true;
            }
        }
        if (!wanted || status >= 400) {
            return wanted;
        }
        CharSequence type = head.value("Content-Type");
        long length = Figure.number(head.value("Content-Length"));
        return type != null && type.toString().contains("json") && length <= LARGEST_ERROR;
    }

    /**
     * What an answer says.
     *
     * @param body the first bytes of the body, at most {@link #LONGEST_PREFIX}; empty where nobody wants it
     * @param length how many bytes of {@code body} are the body's
     * @param nowMillis the time, since 1970
     */
    public Signal read(int status, HeaderLookup head, byte[] body, int length, long nowMillis) {
        AnswerRule rule = null;
        String text = null;
        BodyTests tests = length == 0 ? null : new BodyTests(body, length, head.value("Content-Encoding"));
        @Nullable String[] found = tests == null ? null : tests.found(jsonTests);
        for (int i = 0, json = 0; i < rules.size() && rule == null; i++) {
            AnswerRule one = rules.get(i);
            text = null;
            if (one.test() != null && found != null) {
                text = found[json++];
            }
            boolean fits = one.about(status)
                    && (one.test() == null || text != null)
                    && (one.text() == null || (tests != null && tests.holds(one.text())));
            rule = fits ? one : null;
        }
        Meaning meaning = rule == null ? byStatus(status, head) : rule.means();
        List<Count> counts = fromCache(head) ? List.of() : counts(head, meaning, nowMillis);
        if (meaning == Meaning.FINE && counts.isEmpty()) {
            return Signal.FINE;
        }
        String quota = rule == null ? null : rule.quota();
        Instant until = meaning == Meaning.FINE || meaning == Meaning.FORBIDDEN
                ? null
                : until(head, rule, text, counts, nowMillis);
        if (until == null && meaning == Meaning.BANNED) {
            until = Instant.ofEpochMilli(nowMillis).plus(COMMON_BAN);
        }
        return new Signal(meaning, until, rule != null && rule.perKey(), quota, counts);
    }

    private static Meaning byStatus(int status, HeaderLookup head) {
        return switch (status) {
            case 429 -> Meaning.REFUSED;
            case 403 -> Meaning.FORBIDDEN;
            case 503 -> head.value("Retry-After") == null ? Meaning.FAILED : Meaning.OVERLOADED;
            default -> status >= 500 ? Meaning.FAILED : Meaning.FINE;
        };
    }

    /** Retry-After goes before all else; then what the text says, then when the emptied window has more, then the preset's own. */
    private static @Nullable Instant until(
            HeaderLookup head, @Nullable AnswerRule rule, @Nullable String text, List<Count> counts, long nowMillis) {
        CharSequence retry = head.value("Retry-After");
        Instant until = retry == null ? null : Figure.retryAfter(retry, head.value("Date"), nowMillis);
        if (until == null && rule != null && rule.timeInText() && text != null) {
            until = Figure.timeIn(text, nowMillis);
        }
        boolean limited = rule == null || rule.means() == Meaning.REFUSED || rule.means() == Meaning.NEAR_BAN;
        for (int i = 0; until == null && limited && i < counts.size(); i++) {
            until = counts.get(i).remaining() == 0 ? counts.get(i).reset() : null;
        }
        if (until == null && rule != null && !rule.lasting().isZero()) {
            until = Instant.ofEpochMilli(nowMillis).plus(rule.lasting());
        }
        return until;
    }

    /** Whether a cache on the way made the answer: then its counts are old. */
    private static boolean fromCache(HeaderLookup head) {
        if (head.value("Age") != null) {
            return true;
        }
        CharSequence status = head.value("Cache-Status");
        if (status != null && Texts.hasParameter(status.toString(), "hit")) {
            return true;
        }
        return Texts.begins(head.value("X-Cache"), "hit") || Texts.begins(head.value("CF-Cache-Status"), "hit");
    }

    private List<Count> counts(HeaderLookup head, Meaning meaning, long nowMillis) {
        List<Count> counts = List.of();
        String last = "";
        for (Look look : looks) {
            if (look.otherwise() && last.equals(look.quota())) {
                continue;
            }
            List<Count> more = look.fields().standard()
                    ? standard(head, look, nowMillis)
                    : named(head, look, meaning == Meaning.REFUSED || meaning == Meaning.NEAR_BAN, nowMillis);
            if (!more.isEmpty()) {
                last = look.quota();
                if (counts.isEmpty()) {
                    counts = new ArrayList<>();
                }
                counts.addAll(more);
            }
        }
        return counts;
    }

    private static List<Count> standard(HeaderLookup head, Look look, long nowMillis) {
        CharSequence limits = head.value("RateLimit");
        CharSequence policies = head.value("RateLimit-Policy");
        return limits == null && policies == null
                ? List.of()
                : StandardFields.read(limits, policies, look.quota(), nowMillis);
    }

    private static List<Count> named(HeaderLookup head, Look look, boolean refused, long nowMillis) {
        CountFields fields = look.fields();
        long used = count(head, fields.used());
        long limit = count(head, fields.limit());
        long remaining = count(head, fields.remaining());
        if (used < 0 && limit < 0 && remaining < 0) {
            return List.of();
        }
        if (limit >= 0 && remaining > limit) {
            remaining = Signal.UNKNOWN;
        }
        String name = refused || !fields.resetWhenRefused() ? fields.reset() : null;
        Instant reset = name == null ? null : Figure.reset(head.value(name), nowMillis);
        return List.of(new Count(look.quota(), look.period(), used, limit, remaining, reset));
    }

    private static long count(HeaderLookup head, @Nullable String name) {
        return name == null ? Signal.UNKNOWN : Figure.count(head.value(name));
    }
}
