package io.zol0.ingest;

import java.util.LinkedHashSet;
import java.util.Set;

/** Counts what of an export does not count, and why: the first few reasons in words. */
final class Rejections {
    private static final int MOST_REASONS = 5;
    private static final int LONGEST = 300;

    private final Set<String> reasons = new LinkedHashSet<>();
    private long count;

    void add(long spansOrPoints, String reason) {
        count += spansOrPoints;
        if (reasons.size() < MOST_REASONS) {
            reasons.add(reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST));
        }
    }

    OtlpTaken with(long counted) {
        return new OtlpTaken(counted, count, String.join(" ", reasons));
    }
}
