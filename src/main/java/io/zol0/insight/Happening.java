package io.zol0.insight;

import java.time.Instant;

/**
 * Something that happened at a time and may be the reason of something else.
 *
 * @param environment where; empty for everywhere
 * @param upstreamId to which upstream; 0 for several or none
 * @param sentence what, for people
 * @param path the page that says more; empty for none
 */
public record Happening(Instant at, Kind kind, String environment, long upstreamId, String sentence, String path) {
    /** What kind of thing happened. */
    public enum Kind {
        SETTING("setting"),
        DEPLOYMENT("deployment"),
        ALERT("alert");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
