package io.zol0.cache;

/** Why a request was not answered from the store, in the words of RFC 9211 section 2.2. */
public enum MissReason {
    /** The cache is not for it: off, signed and anonymous, with a body, or with a condition that is for the origin. */
    BYPASS("bypass"),
    /** Its method is neither GET nor HEAD. */
    METHOD("method"),
    /** Nothing is stored for its key. */
    URI_MISS("uri-miss"),
    /** What is stored for its key is for other values of the fields that {@code Vary} names, or in a coding it does not take. */
    VARY_MISS("vary-miss"),
    /** What is stored is not fresh any more, or was changed meanwhile. */
    STALE("stale"),
    /** It asked for something fresher itself. */
    REQUEST("request");

    private final String word;

    MissReason(String word) {
        this.word = word;
    }

    /** As in {@code fwd=}. */
    public String word() {
        return word;
    }
}
