package io.zol0.cache;

import java.util.Objects;

/**
 * What an answer is kept under: no two requests with different credentials have the same one.
 *
 * <p>Credentials are in it as a keyed hash only, so that it can be shown.
 */
public final class CacheKey {
    private final long upstreamId;
    private final String target;
    private final String partition;
    private final int hash;

    CacheKey(long upstreamId, String target, String partition) {
        this.upstreamId = upstreamId;
        this.target = target;
        this.partition = partition;
        this.hash = Objects.hash(upstreamId, target, partition);
    }

    public long upstreamId() {
        return upstreamId;
    }

    /** Path and query, without the fields that are left out of the key and with hashes in the place of credentials. */
    public String target() {
        return target;
    }

    /** What parts the answers for one target: hashes of credentials and of headers that may sway an answer; empty for none. */
    String partition() {
        return partition;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CacheKey key
                && hash == key.hash
                && upstreamId == key.upstreamId
                && target.equals(key.target)
                && partition.equals(key.partition);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return upstreamId + " " + target + (partition.isEmpty() ? "" : " " + partition);
    }
}
