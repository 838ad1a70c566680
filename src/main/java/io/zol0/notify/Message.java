package io.zol0.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a room has to tell people.
 *
 * @param fingerprint the same for all messages about one matter, from its beginning to its end
 * @param title a few words
 * @param sentence what happened, with figures
 * @param link a path of the console, without a slash in front
 * @param page what is to be read as a whole; null for a message that its sentence says whole
 */
public record Message(
        Kind kind,
        Urgency urgency,
        Scope scope,
        String title,
        String sentence,
        String link,
        String fingerprint,
        Instant at,
        @Nullable Page page) {
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_SENTENCE = 3000;

    /** One that its sentence says whole. */
    public Message(
            Kind kind,
            Urgency urgency,
            Scope scope,
            String title,
            String sentence,
            String link,
            String fingerprint,
            Instant at) {
        this(kind, urgency, scope, title, sentence, link, fingerprint, at, null);
    }

    public Message {
        title = shortened(title, LONGEST_TITLE);
        sentence = shortened(sentence, LONGEST_SENTENCE);
        page = page != null && page.fits() ? page : null;
    }

    /** What a message tells of its matter. */
    public enum Kind {
        /** It began. */
        OPENED("opened"),
        /** It became worse, or nobody took it in time. */
        ESCALATED("escalated"),
        /** Somebody looks after it; only channels that have a word for it carry this. */
        ACKNOWLEDGED("acknowledged"),
        /** It is over. */
        RESOLVED("resolved"),
        /** Nothing happened: there is something to read. */
        REPORT("report"),
        /** Nothing happened: somebody tries a channel. */
        TEST("test");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * What it is about.
     *
     * @param environment empty for the machine, {@code *} for all of them together
     * @param upstreamId 0 for none
     * @param upstream its name; empty for none
     * @param endpoint such as {@code GET /api/v3/depth}; empty for none
     */
    public record Scope(String environment, long upstreamId, String upstream, String endpoint) {
        public static final Scope NONE = new Scope("", 0, "", "");
    }

    /**
     * Something to be read as a whole, which e-mail carries in the place of the sentence. One of more than 150,000 characters is
     * left out: then there is the sentence with its link.
     *
     * @param html a whole document
     * @param plain the same as text
     */
    public record Page(String html, String plain) {
        private static final int LONGEST = 150_000;

        boolean fits() {
            return html.length() + plain.length() <= LONGEST;
        }
    }

    Message as(Kind other, Instant now) {
        return new Message(other, urgency, scope, title, sentence, link, fingerprint, now, page);
    }

    private static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }
}
