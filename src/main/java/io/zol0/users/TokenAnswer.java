package io.zol0.users;

/** What came of asking for a token or a new secret. */
public sealed interface TokenAnswer {
    /**
     * It is made.
     *
     * @param secret what the program shows; kept nowhere, so it is seen this once
     */
    record Issued(Token token, String secret) implements TokenAnswer {
        @Override
        public String toString() {
            return "Issued " + token.name();
        }
    }

    /**
     * Nothing changed.
     *
     * @param field of the draft that is wrong: {@code name}, {@code scopes}, {@code environments}, {@code validFor}
     * @param sentence what is wrong and what would be right
     */
    record Refused(String field, String sentence) implements TokenAnswer {}

    /** There is no such token, or it is somebody else's. */
    record Unknown() implements TokenAnswer {}
}
