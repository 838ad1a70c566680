package io.zol0.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions of settings as entity tags (RFC 9110, 8.8.3). */
final class Versions {
    private static final Pattern TAG = Pattern.compile("\\s*\"(\\d{1,18})\"\\s*");

    /** No setting has it, so a change made from it is refused as stale. */
    private static final long NONE = -1;

    private Versions() {}

    static String tag(long version) {
        return "\"" + version + "\"";
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
