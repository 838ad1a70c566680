package io.zol0.cache;

/** What is to be dropped from the store. */
public sealed interface Purge {
    /** All answers of an upstream. */
    record OfUpstream(long upstreamId) implements Purge {}

    /** All answers of an endpoint. */
    record OfEndpoint(long endpointId) implements Purge {}

    /** All answers of an upstream whose path begins so, as requests name it: {@code /api/v3/} and the like. */
    record OfPath(long upstreamId, String prefix) implements Purge {
        public OfPath {
            if (!prefix.startsWith("/")) {
                throw new IllegalArgumentException(
                        "\"" + prefix + "\" is not how a path begins; it begins with a slash.");
            }
        }
    }

    /** All answers of an upstream that named the tag in {@code Cache-Tag} or {@code Surrogate-Key}. */
    record OfTag(long upstreamId, String tag) implements Purge {}

    /** Everything. */
    record All() implements Purge {}
}
