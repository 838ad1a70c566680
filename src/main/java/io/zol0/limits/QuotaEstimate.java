package io.zol0.limits;

import org.jspecify.annotations.Nullable;

/**
 * What a controller takes the provider's limit to be, as weight within the quota's first window.
 *
 * @param weight most likely
 * @param least where the provider counts in the open, the most that was served, else the lower end of nine in ten
 * @param most where the provider counts in the open, the least that was refused, else the upper end; null where nobody knows
 * @param source what it goes by
 * @param finding what seems to be the matter
 * @param others weight that others spend in one of the provider's windows, where it counts in the open; else 0
 * @param answers how many answers it rests on
 */
public record QuotaEstimate(
        long weight, long least, @Nullable Long most, Source source, Finding finding, long others, long answers) {

    /** What an estimate goes by. */
    public enum Source {
        /** Nothing was refused yet, and nothing counted: what is written down. */
        DOCUMENTED,
        /** The provider's own count of what was spent. */
        COUNT,
        /** What was served and what was refused. */
        REFUSALS,
        /** How long calls waited at the provider. */
        WAITS
    }
}
