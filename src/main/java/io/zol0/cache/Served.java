package io.zol0.cache;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** An answer out of the store, ready to be written. Its body belongs to whoever has it: written or released, once. */
public final class Served {
    /** Bodies above are not decompressed on an event loop. */
    private static final long HEAVY_BYTES = 256 * 1024;

    private static final AsciiString GZIP = AsciiString.of("Content-Encoding: gzip\r\n");
    private static final AsciiString VARIES = AsciiString.of("Vary: Accept-Encoding\r\n");
    private static final AsciiString AGE = AsciiString.of("Age: ");
    private static final AsciiString STATUS = AsciiString.of("\r\n" + CacheStatus.NAME + ": ");

    private final Stored stored;
    private final String cacheStatus;
    private final long ageSeconds;
    private final boolean stale;
    private final int status;
    private final @Nullable ByteRange range;
    private final boolean hasBody;
    private final boolean packed;
    private boolean claimed = true;

    /** Claims the answer for itself. */
    Served(Stored stored, CacheRequest request, String cacheStatus, boolean stale, long nowMillis) {
        if (!stored.claim()) {
            throw new IllegalStateException("an answer is served that nobody has a claim on");
        }
        this.stored = stored;
        this.cacheStatus = cacheStatus;
        this.stale = stale;
        this.ageSeconds = stored.terms().ageSeconds(nowMillis);
        Fields asked = request.fields();
        boolean get = request.method().equals("GET");
        if (stored.status() == 200 && Conditions.notModified(asked, stored.fields(), nowMillis)) {
            this.status = 304;
            this.range = null;
        } else {
            this.range = get && stored.status() == 200 ? range(asked, stored) : null;
            this.status = range == null ? stored.status() : range.length() == 0 ? 416 : 206;
        }
        this.packed = stored.body().packed() && range == null && Codings.takes(asked, "gzip");
        this.hasBody = get
                && status != 304
                && status != 416
                && status != 204
                && stored.body().plainBytes() != 0;
    }

    private static @Nullable ByteRange range(Fields asked, Stored stored) {
        String range = asked.first("range");
        return range == null || !Conditions.rangeHolds(asked, stored.fields())
                ? null
                : ByteRange.of(range, stored.body().plainBytes());
    }

    /** 200 or what was stored, 206, 304, or 416. */
    public int status() {
        return status;
    }

    /** All header lines, {@code Age}, {@code Content-Length} where there is one and {@code Cache-Status} among them; nothing hop-by-hop. */
    public void forEach(Fields.Visitor visitor) {
        if (status == 304) {
            stored.fields().forEach((name, value) -> {
                if (belongsTo304(name)) {
                    visitor.line(name, value);
                }
            });
        } else if (status == 416) {
            visitor.line("Content-Range", "bytes */" + stored.body().plainBytes());
            visitor.line("Content-Length", "0");
        } else {
            stored.fields().forEach(packed ? packedLines(visitor) : visitor);
            ofBody(visitor);
        }
        visitor.line("Age", Long.toString(ageSeconds));
        visitor.line(CacheStatus.NAME, cacheStatus);
    }

    /** Whether {@link #writeHead} gives the head: for a whole answer to GET whose stored lines need no change. */
    public boolean hasReadyHead() {
        String etag = stored.etag();
        return hasBody && range == null && (!packed || etag == null || etag.charAt(0) != '"');
    }

    /** Appends the same lines as {@link #forEach} as they go on the wire, but for {@code Content-Length}. */
    public void writeHead(ByteBuf head) {
        stored.fields().writeTo(head);
        if (packed) {
            ByteBufUtil.writeAscii(head, GZIP);
        }
        if (stored.body().packed()) {
            ByteBufUtil.writeAscii(head, VARIES);
        }
        ByteBufUtil.writeAscii(head, AGE);
        ByteBufUtil.writeAscii(head, Long.toString(ageSeconds));
        ByteBufUtil.writeAscii(head, STATUS);
        ByteBufUtil.writeAscii(head, cacheStatus);
        head.writeByte('\r').writeByte('\n');
    }

    private void ofBody(Fields.Visitor visitor) {
        if (range != null) {
            visitor.line(
                    "Content-Range",
                    "bytes " + range.from() + "-" + (range.from() + range.length() - 1) + "/"
                            + stored.body().plainBytes());
        }
        if (packed) {
            visitor.line("Content-Encoding", "gzip");
        }
        if (stored.body().packed()) {
            visitor.line("Vary", "Accept-Encoding");
        }
        if (status != 204) {
            visitor.line("Content-Length", Long.toString(length()));
        }
    }

    /** Another coding is another representation: its strong entity tag would be the wrong one (RFC 9110 section 8.8.3.3). */
    private static Fields.Visitor packedLines(Fields.Visitor visitor) {
        return (name, value) -> {
            boolean strong = AsciiString.contentEqualsIgnoreCase(name, "etag") && value.charAt(0) == '"';
            visitor.line(name, strong ? "W/" + value : value);
        };
    }

    /** RFC 9110 section 15.4.5. */
    private static boolean belongsTo304(CharSequence name) {
        String known = name.toString().toLowerCase(java.util.Locale.ROOT);
        return switch (known) {
            case "cache-control",
                    "cdn-cache-control",
                    "content-location",
                    "date",
                    "etag",
                    "expires",
                    "vary",
                    "last-modified" -> true;
            default -> known.startsWith("access-control-");
        };
    }

    private long length() {
        if (range != null) {
            return range.length();
        }
        return packed ? stored.bytes().readableBytes() : stored.body().plainBytes();
    }

    /** Bytes of the body that is to be written; 0 where there is none. */
    public long bodyBytes() {
        return hasBody ? length() : 0;
    }

    /** Whether {@link #takeBody} has to decompress more than an event loop should wait for. */
    public boolean isHeavy() {
        return hasBody && stored.body().packed() && !packed && stored.body().plainBytes() > HEAVY_BYTES;
    }

    /**
     * The body, not copied; null for HEAD, 204, 304, 416 and where it is empty. Hands it over: the second call gives null. Writing it
     * releases it. Where {@link #isHeavy} says so, this takes its time.
     */
    public @Nullable ByteBuf takeBody() {
        if (!claimed) {
            return null;
        }
        try {
            return hasBody ? body() : null;
        } finally {
            release();
        }
    }

    private ByteBuf body() {
        ByteBuf kept = stored.bytes();
        if (stored.body().packed() && !packed) {
            ByteBuf plain = Gzip.unpack(kept, (int) stored.body().plainBytes());
            return range == null ? plain : plain.slice((int) range.from(), (int) range.length());
        }
        return range == null
                ? kept.retainedDuplicate()
                : kept.retainedSlice(kept.readerIndex() + (int) range.from(), (int) range.length());
    }

    /** Whether it is past its freshness. */
    public boolean stale() {
        return stale;
    }

    /** Which value of {@code Cache-Status} is among its lines. */
    public String cacheStatus() {
        return cacheStatus;
    }

    /** Gives the body back where it was not taken; does nothing where it was. */
    public void release() {
        if (claimed) {
            claimed = false;
            stored.release();
        }
    }
}
