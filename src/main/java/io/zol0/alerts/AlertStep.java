package io.zol0.alerts;

import java.time.Instant;

/**
 * Something that happened to an alert.
 *
 * @param who the account or token; {@code system} for ZoL0 itself
 * @param text more about it; may be empty
 */
public record AlertStep(Instant at, String who, Kind kind, String text) {
    /** What happened; stored by name. */
    public enum Kind {
        RAISED("Raised"),
        AGAIN("Came back"),
        FLAPPING("Comes and goes"),
        SEVERITY("Severity changed"),
        ACKNOWLEDGED("Acknowledged"),
        SNOOZED("Put off"),
        WOKE("Open again"),
        ASSIGNED("Assigned"),
        COMMENTED("Comment"),
        SILENCED("Muted"),
        UNMUTED("No longer muted"),
        INHIBITED("Explained by another alert"),
        GROUPED("Part of an incident"),
        ESCALATED("Passed on"),
        REMEDIED("Remedy applied"),
        REOPENED("Opened again"),
        RESOLVED("Resolved");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
