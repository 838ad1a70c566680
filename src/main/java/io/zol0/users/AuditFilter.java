package io.zol0.users;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which audit entries are wanted; what is null or blank excludes none.
 *
 * @param who part of the name, letters differing not by case
 * @param subject likewise
 * @param origin the address it came from, all of it
 * @param from inclusive
 * @param to exclusive
 */
public record AuditFilter(
        @Nullable String who,
        @Nullable AuditAction action,
        @Nullable String subject,
        @Nullable String origin,
        @Nullable Instant from,
        @Nullable Instant to) {
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null);

    /** Conditions of a query by the values of their parameters. */
    Map<String, Object> conditions() {
        Map<String, Object> conditions = new LinkedHashMap<>();
        put(conditions, "position(lower(?) in lower(who)) > 0", blankToNull(who));
        put(conditions, "action = ?", action == null ? null : action.name());
        put(conditions, "position(lower(?) in lower(subject)) > 0", blankToNull(subject));
        put(conditions, "origin = ?", blankToNull(origin));
        put(conditions, "at >= ?", from == null ? null : AuditRow.at(from));
        put(conditions, "at < ?", to == null ? null : AuditRow.at(to));
        return conditions;
    }

    /** What was asked for, to be recorded. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        put(facts, "who", blankToNull(who));
        put(facts, "action", action);
        put(facts, "subject", blankToNull(subject));
        put(facts, "origin", blankToNull(origin));
        put(facts, "from", from);
        put(facts, "to", to);
        return facts;
    }

    private static void put(Map<String, Object> all, String name, @Nullable Object value) {
        if (value != null) {
            all.put(name, value);
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
