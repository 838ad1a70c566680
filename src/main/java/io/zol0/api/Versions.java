package io.zol0.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions of settings as entity tags (RFC 9110, 8.8.3). */
final class Versions {
    private static final Pattern TAG = Pattern.compile("\\s*\"(\\d{1,18})\"\\s*");

    /** No setting has it, so a change made from it is refused as stale. */
    private static final long NONE = -1;

    /** Above what 18 digits can say. */
    private static final long LARGEST = 1_000_000_000_000_000_000L;

    private Versions() {}

    static String tag(long version) {
        return "\"" + version + "\"";
    }

    /** What stands for the version of what keeps none: a hash of what is answered of it, whose text says all. */
    static long of(Object answered) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(answered.toString().getBytes(StandardCharsets.UTF_8));
            return Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), LARGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * The version that a change was made from.
     *
     * @param ifMatch as it came; weak tags and those of others match nothing
     * @throws PreconditionNeeded where there is none
     */
    static long required(@Nullable String ifMatch, long current) {
        if (ifMatch == null) {
            throw new PreconditionNeeded();
        }
        return ifMatch.strip().equals("*") ? current : of(ifMatch);
    }

    private static long of(String ifMatch) {
        Matcher tag = TAG.matcher(ifMatch);
        return tag.matches() ? Long.parseLong(tag.group(1)) : NONE;
    }
}
