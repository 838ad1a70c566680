package io.zol0.cache;

import io.netty.util.AsciiString;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which fields of an answer are kept with it (RFC 9111 section 3.1), and how those of a 304 take their place (section 3.2). */
final class Kept {
    private static final AsciiString[] NOT_KEPT = {
        AsciiString.of("connection"),
        AsciiString.of("keep-alive"),
        AsciiString.of("proxy-connection"),
        AsciiString.of("proxy-authenticate"),
        AsciiString.of("proxy-authentication-info"),
        AsciiString.of("proxy-authorization"),
        AsciiString.of("te"),
        AsciiString.of("trailer"),
        AsciiString.of("transfer-encoding"),
        AsciiString.of("upgrade"),
        AsciiString.of("age"),
        AsciiString.of("content-length")
    };

    /** What belongs to the body that is kept, and not to the 304. */
    private static final AsciiString[] NOT_UPDATED = {
        AsciiString.of("content-encoding"), AsciiString.of("content-range"), AsciiString.of("vary")
    };

    private Kept() {}

    /** What is kept of an answer: without what is hop-by-hop or hidden, and with a {@code Date}. */
    static FieldList of(Fields answer, Set<String> hidden, long arrivedMillis) {
        FieldList.Builder kept = new FieldList.Builder();
        answer.forEach((name, value) -> {
            if (isKept(name) && !isHidden(name, hidden)) {
                kept.add(name, value);
            }
        });
        if (answer.first("date") == null) {
            kept.add("Date", HttpDate.format(arrivedMillis));
        }
        return kept.build();
    }

    /** The stored fields with those of a 304 in the place of theirs; with its {@code Age}, for its terms to be told from. */
    static FieldList updated(FieldList stored, Fields notModified, long arrivedMillis) {
        FieldList.Builder updated = new FieldList.Builder();
        boolean dated = notModified.first("date") != null;
        stored.forEach((name, value) -> {
            boolean date = AsciiString.contentEqualsIgnoreCase(name, "date");
            if (!date && (notModified.first(name) == null || !isUpdated(name))) {
                updated.add(name, value);
            }
        });
        notModified.forEach((name, value) -> {
            if (isUpdated(name)) {
                updated.add(name, value);
            }
        });
        if (!dated) {
            updated.add("Date", HttpDate.format(arrivedMillis));
        }
        return updated.build();
    }

    /** Whether a 304, or an answer to HEAD, is about what is stored: no validator says otherwise. */
    static boolean isAbout(Stored stored, Fields answer) {
        return agrees(stored.etag(), answer.first("etag"))
                && agrees(stored.lastModified(), answer.first("last-modified"));
    }

    private static boolean agrees(@Nullable String stored, @Nullable String said) {
        return stored == null || said == null || stored.equals(said);
    }

    private static boolean isUpdated(CharSequence name) {
        return (isKept(name) || AsciiString.contentEqualsIgnoreCase(name, "age")) && !contains(NOT_UPDATED, name);
    }

    private static boolean isKept(CharSequence name) {
        return !contains(NOT_KEPT, name);
    }

    private static boolean isHidden(CharSequence name, Set<String> hidden) {
        return !hidden.isEmpty() && hidden.contains(name.toString().toLowerCase(java.util.Locale.ROOT));
    }

    private static boolean contains(AsciiString[] names, CharSequence name) {
        for (AsciiString known : names) {
            if (known.contentEqualsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
