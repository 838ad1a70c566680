package io.zol0.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a provider writes down its limits as JSON, and how to read them there.
 *
 * @param path path and query of the document, begins with a slash
 * @param every how often it is worth reading; at least a minute
 * @param list JSON pointer to the array of limits
 * @param type pointer, within an element, to the kind of limit
 * @param interval pointer to the unit of the window: a word such as {@code MINUTE}
 * @param count pointer to the number of units
 * @param limit pointer to the limit itself
 * @param quotas name of the preset's quota for each kind of limit; kinds that are not in it are passed over; at most 10
 */
public record LimitDocument(
        String path,
        Duration every,
        String list,
        String type,
        String interval,
        String count,
        String limit,
        Map<String, String> quotas) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_LIMITS = 100;

    public LimitDocument {
        quotas = Map.copyOf(quotas);
    }

    /**
     * One limit of the document.
     *
     * @param quota name of the preset's quota
     */
    public record Limit(String quota, Duration period, long capacity) {}

    /**
     * The limits of a document, at most 100; what cannot be read is left out, so that a document of another form has none.
     *
     * @param document the whole document; bounding its size is the caller's
     */
    public List<Limit> read(byte[] document) {
        List<Limit> limits = new ArrayList<>();
        try {
            for (JsonNode element : JSON.readTree(document).at(JsonPointer.compile(list))) {
                Limit found = limits.size() < MOST_LIMITS ? limit(element) : null;
                if (found != null) {
                    limits.add(found);
                }
            }
        } catch (JacksonException e) {
            return List.of();
        }
        return List.copyOf(limits);
    }

    private @Nullable Limit limit(JsonNode element) {
        String quota = quotas.get(at(element, type).asString(""));
        Duration unit = unit(at(element, interval).asString(""));
        long units = at(element, count).asLong(0);
        long capacity = at(element, limit).asLong(0);
        if (quota == null || unit == null || units < 1 || units > 10_000 || capacity < 1 || capacity > Readings.MOST) {
            return null;
        }
        Duration period = unit.multipliedBy(units);
        return period.compareTo(Readings.LONGEST) > 0 ? null : new Limit(quota, period, capacity);
    }

    private static JsonNode at(JsonNode element, String pointer) {
        return element.at(JsonPointer.compile(pointer));
    }

    private static @Nullable Duration unit(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "SECOND" -> Duration.ofSeconds(1);
            case "MINUTE" -> Duration.ofMinutes(1);
            case "HOUR" -> Duration.ofHours(1);
            case "DAY" -> Duration.ofDays(1);
            default -> null;
        };
    }
}
