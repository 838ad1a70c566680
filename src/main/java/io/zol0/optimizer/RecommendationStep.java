package io.zol0.optimizer;

import java.time.Instant;

/**
 * Something that happened to a recommendation.
 *
 * @param changeId the setting change that went with it; 0 for none
 */
public record RecommendationStep(long id, Instant at, String who, Kind kind, String text, long changeId) {
    /** What happened. */
    public enum Kind {
        FOUND("Found"),
        APPROVED("Approved"),
        DISMISSED("Dismissed"),
        STARTED("Trial began"),
        SLICE("Slice"),
        INTERRUPTED("Interrupted"),
        VERDICT("Verdict"),
        KEPT("Kept"),
        TAKEN_BACK("Taken back"),
        ENDED("Ended"),
        WATCHED("Watched"),
        GONE("No longer advised");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
