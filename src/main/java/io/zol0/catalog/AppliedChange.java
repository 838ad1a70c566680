package io.zol0.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A setting change that was made.
 *
 * @param id ascending in the order in which changes were made; the setting's version from then on
 * @param at by ZoL0's clock
 * @param who name of the account or token; {@code system} for ZoL0 itself
 * @param reverts the change that this one took back; null for none
 * @param upstream name of the setting's upstream at the time; empty for a preset
 * @param subject what was changed, in words: {@code weight}, {@code GET /api/v3/depth}, {@code all endpoints}
 * @param before what it was, as JSON has it; null where it was not set
 * @param after what it became; null where it is no longer set
 * @param reason why, in words; may be empty
 * @param newest whether nobody changed the setting since, so that {@link Catalog#revert(long)} takes this back
 */
public record AppliedChange(
        long id,
        Instant at,
        String who,
        ChangeOrigin origin,
        @Nullable Long reverts,
        SettingId setting,
        String upstream,
        String subject,
        @Nullable Map<String, Object> before,
        @Nullable Map<String, Object> after,
        String reason,
        boolean newest) {

    /** What differs, field by field; of what was not there before, or is no longer, all of it. */
    public List<Difference> differences() {
        return Difference.between(before, after);
    }
}
