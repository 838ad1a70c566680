package io.zol0.limits;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer of a certain status or content means.
 *
 * @param statuses statuses that it is about; empty for any; at most 20
 * @param test what its JSON must hold; null where it does not matter
 * @param text what its body must hold anywhere, in any case; null where it does not matter
 * @param means what such an answer means
 * @param lasting how long it is so where the answer does not say; zero for not known
 * @param timeInText whether the text that the test found holds the time of its end, since 1970 in seconds or milliseconds
 * @param perKey whether it is about the API key that called, not about the address that all callers share
 * @param quota name of the quota of the preset that was exceeded; null for the first
 */
public record AnswerRule(
        List<Integer> statuses,
        @Nullable JsonTest test,
        @Nullable String text,
        Meaning means,
        Duration lasting,
        boolean timeInText,
        boolean perKey,
        @Nullable String quota) {
    public AnswerRule {
        statuses = List.copyOf(statuses);
    }

    boolean about(int status) {
        return statuses.isEmpty() || statuses.contains(status);
    }

    boolean wantsBody() {
        return test != null || text != null;
    }

    /** What an answer may mean. */
    public enum Meaning {
        /** It has nothing to do with limits. */
        FINE,
        /** Over the limit. */
        REFUSED,
        /** Over the limit, with a warning that a ban follows. */
        NEAR_BAN,
        /** Locked out for some time. */
        BANNED,
        /** The provider has too much to do, whatever was spent. */
        OVERLOADED,
        /** Not allowed, for a reason other than a limit, such as a country or a firewall. */
        FORBIDDEN,
        /** No proper answer. */
        FAILED
    }

    /**
     * Looks for a text or number in a JSON answer.
     *
     * @param path names of fields from the top, {@code *} for any element of an array; 1 to 8
     * @param compare how
     * @param value what it is compared with
     */
    public record JsonTest(List<String> path, Compare compare, String value) {
        public JsonTest {
            path = List.copyOf(path);
        }

        boolean fits(String found) {
            return switch (compare) {
                case EQUALS -> found.equals(value);
                case BEGINS -> found.startsWith(value);
                case CONTAINS -> found.contains(value);
            };
        }
    }

    /** How a text is compared. */
    public enum Compare {
        EQUALS,
        BEGINS,
        CONTAINS
    }
}
