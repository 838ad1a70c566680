package io.zol0.cache;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * An answer in the store. Its body lies off the heap and is counted: the store has one claim on it, and everyone who reads it has
 * another, so that what is dropped from the store while it is being written goes when the last byte is out.
 */
final class Stored {
    private static final AtomicIntegerFieldUpdater<Stored> CLAIMS =
            AtomicIntegerFieldUpdater.newUpdater(Stored.class, "claims");

    /** What an answer takes on the heap beside its texts: its own objects, its key's, its site's and its node in the table. */
    private static final int OVERHEAD = 520;

    private final CacheKey key;
    private final Site site;
    private final Origin origin;
    private final int status;
    private final FieldList fields;
    private final Terms terms;
    private final Vary vary;
    private final Body body;
    private final List<String> tags;
    private final @Nullable String etag;
    private final @Nullable String lastModified;
    private final int weight;
    private volatile boolean another;
    private volatile int claims = 1;
    private volatile long usedMillis;
    private volatile long refreshingSinceMillis;

    /**
     * Where an answer is from.
     *
     * @param endpointId 0 where none was known
     * @param priority by the policy under which it was fetched
     * @param credentials whether a credential, or the caller's token, is part of its key
     * @param sentMillis when the request was sent that brought it, or confirmed it
     * @param fetchMillis how long the upstream took for it
     */
    record Origin(long endpointId, CachePriority priority, boolean credentials, long sentMillis, long fetchMillis) {}

    /** Takes over the claim on the body. */
    Stored(CacheKey key, Site site, Origin origin, int status, FieldList fields, Terms terms, Vary vary, Body body) {
        this.key = key;
        this.site = site;
        this.origin = origin;
        this.status = status;
        this.fields = fields;
        this.terms = terms;
        this.vary = vary;
        this.body = body;
        this.tags = Tags.of(fields);
        this.etag = fields.first("etag");
        this.lastModified = fields.first("last-modified");
        this.usedMillis = terms.arrivedMillis();
        this.weight = OVERHEAD
                + key.target().length()
                + key.partition().length()
                + fields.retainedBytes()
                + vary.retainedBytes()
                + weight(tags)
                + body.retainedBytes();
    }

    private static int weight(List<String> tags) {
        int bytes = 0;
        for (String tag : tags) {
            bytes += TagIndex.BYTES_PER_TAG + tag.length();
        }
        return bytes;
    }

    /** The same answer, confirmed by the upstream or compressed. */
    Stored with(FieldList newFields, Terms newTerms, Origin newOrigin, Body newBody) {
        Stored same = new Stored(key, site, newOrigin, status, newFields, newTerms, vary, newBody);
        same.usedMillis = usedMillis;
        same.another = another && newOrigin.sentMillis() == origin.sentMillis();
        return same;
    }

    /** Notes that the fetch that brought it found another answer than the one that was kept before. */
    void foundAnother() {
        another = true;
    }

    /** Whether the last fetch of it found another answer than the one before. */
    boolean isAnother() {
        return another;
    }

    /** Claims it; fails where it was dropped meanwhile. */
    boolean claim() {
        while (true) {
            int now = claims;
            if (now == 0) {
                return false;
            }
            if (CLAIMS.compareAndSet(this, now, now + 1)) {
                return true;
            }
        }
    }

    void release() {
        int left = CLAIMS.decrementAndGet(this);
        if (left == 0) {
            body.bytes().release();
        } else if (left < 0) {
            throw new IllegalStateException("the answer for " + key + " was released more often than claimed");
        }
    }

    /** Takes the task of fetching it anew; fails where somebody has had it for less than half a minute. */
    boolean startRefreshing(long nowMillis) {
        synchronized (this) {
            if (nowMillis - refreshingSinceMillis < 30_000 && refreshingSinceMillis != 0) {
                return false;
            }
            refreshingSinceMillis = nowMillis;
            return true;
        }
    }

    void stopRefreshing() {
        synchronized (this) {
            refreshingSinceMillis = 0;
        }
    }

    void used(long nowMillis) {
        usedMillis = nowMillis;
    }

    long usedMillis() {
        return usedMillis;
    }

    /** Whether something changed its target since, so that it has to be asked about. */
    boolean invalid() {
        return origin.sentMillis() <= site.changedMillis();
    }

    boolean hasValidator() {
        return etag != null || lastModified != null;
    }

    CacheKey key() {
        return key;
    }

    Site site() {
        return site;
    }

    Origin origin() {
        return origin;
    }

    int status() {
        return status;
    }

    FieldList fields() {
        return fields;
    }

    Terms terms() {
        return terms;
    }

    Vary vary() {
        return vary;
    }

    Body body() {
        return body;
    }

    ByteBuf bytes() {
        return body.bytes();
    }

    List<String> tags() {
        return tags;
    }

    @Nullable
    String etag() {
        return etag;
    }

    @Nullable
    String lastModified() {
        return lastModified;
    }

    /** Bytes that it takes, on and off the heap. */
    int weight() {
        return weight;
    }
}
