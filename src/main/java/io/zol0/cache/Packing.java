package io.zol0.cache;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.util.unit.DataSize;

/** Compresses stored answers after the fact, in the background: nobody waits for it, and what is served meanwhile is plain. */
final class Packing {
    private final Store store;
    private final Site.Table sites;
    private final Memory memory;
    private final long above;
    private final Executor background;

    Packing(Store store, Site.Table sites, Memory memory, DataSize above, Executor background) {
        this.store = store;
        this.sites = sites;
        this.memory = memory;
        this.above = above.toBytes();
        this.background = background;
    }

    boolean isWorth(Stored stored) {
        return stored.body().plainBytes() > above
                && stored.body().plainBytes() < Integer.MAX_VALUE
                && stored.body().coding().isEmpty()
                && stored.fields().first("content-range") == null
                && !stored.terms().noTransform()
                && Gzip.shrinks(stored.fields().first("content-type"));
    }

    /** Takes over a claim on the answer. Where the background has no room left, it stays as it is. */
    void pack(Stored stored) {
        try {
            background.execute(() -> packNow(stored));
        } catch (RejectedExecutionException full) {
            stored.release();
        }
    }

    private void packNow(Stored stored) {
        try {
            Pieces packed = Gzip.pack(stored.bytes(), memory);
            if (packed != null) {
                replace(stored, packed);
            }
        } finally {
            stored.release();
        }
    }

    private void replace(Stored stored, Pieces packed) {
        ByteBuf bytes = packed.whole();
        if (bytes == null) {
            packed.release();
            return;
        }
        Body plain = stored.body();
        sites.use(stored.key());
        Stored smaller = stored.with(
                stored.fields(),
                stored.terms(),
                stored.origin(),
                new Body(bytes, true, "", false, plain.plainBytes(), plain.checksum()));
        if (!store.replace(stored, smaller)) {
            sites.unuse(smaller.site());
            smaller.release();
        }
        packed.settled();
    }
}
