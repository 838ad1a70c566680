package io.zol0.users;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of following the audit's chain from its beginning, or from where retention cut it, to its end. */
public sealed interface AuditVerdict {
    /**
     * Every entry is there and is what was written.
     *
     * @param entries how many there are
     * @param removed how many retention cut away before, as signed
     * @param vouchedAt when the secret key last vouched for entries; null before the first time
     */
    record Whole(long entries, long removed, @Nullable Instant vouchedAt) implements AuditVerdict {}

    /**
     * Somebody changed the tables by other means than ZoL0.
     *
     * @param number of the first entry that is not as it should be
     * @param sentence what is wrong with it
     */
    record Broken(long number, String sentence) implements AuditVerdict {}
}
