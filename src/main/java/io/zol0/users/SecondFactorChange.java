package io.zol0.users;

import java.util.List;

/** What came of an attempt to add or remove a second factor. */
public sealed interface SecondFactorChange {
    /** It is asked for from now on; the recovery codes are shown this once. */
    record Added(List<String> recoveryCodes) implements SecondFactorChange {
        public Added {
            recoveryCodes = List.copyOf(recoveryCodes);
        }

        @Override
        public String toString() {
            return "Added";
        }
    }

    /** It is not asked for any more. */
    record Removed() implements SecondFactorChange {}

    /** Nothing changed; the sentence says why and what would be right. */
    record Refused(Field field, String sentence) implements SecondFactorChange {}

    /** What a refusal is about. */
    enum Field {
        PASSWORD,
        CODE
    }
}
