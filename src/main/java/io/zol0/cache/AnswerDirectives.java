package io.zol0.cache;

import static io.zol0.cache.DirectiveReader.ABSENT;
import static io.zol0.cache.DirectiveReader.BROKEN;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says about caches, in {@code Cache-Control} (RFC 9111 section 5.2.2) or, where it is there and can be read, in
 * {@code CDN-Cache-Control} alone (RFC 9213). Seconds are {@link DirectiveReader#ABSENT} where not given and
 * {@link DirectiveReader#BROKEN} where they cannot be read or contradict each other.
 *
 * @param targeted whether they are from {@code CDN-Cache-Control}, so that {@code Expires} does not count
 * @param noCache for the whole answer
 * @param isPrivate for the whole answer
 * @param hidden names of fields, in small letters, that {@code private} or {@code no-cache} names: they are not kept
 */
record AnswerDirectives(
        boolean targeted,
        boolean noStore,
        boolean noCache,
        boolean isPrivate,
        boolean isPublic,
        boolean mustRevalidate,
        boolean proxyRevalidate,
        boolean mustUnderstand,
        boolean noTransform,
        boolean immutable,
        long maxAge,
        long sharedMaxAge,
        long staleWhileRevalidate,
        long staleIfError,
        Set<String> hidden) {
    private static final AnswerDirectives NONE = read(List.of());

    /** Lines seen lately, each at the place that its hash gives it; another one may take it. */
    private static final Known[] KNOWN = new Known[256];

    private static final int LONGEST_KNOWN = 200;

    private record Known(String line, AnswerDirectives directives) {}

    static AnswerDirectives of(Fields answer) {
        List<String> targeted = answer.all("cdn-cache-control");
        if (!targeted.isEmpty()) {
            AnswerDirectives directives = ofTargeted(targeted);
            if (directives != null) {
                return directives;
            }
        }
        List<String> lines = answer.all("cache-control");
        return lines.isEmpty() ? NONE : lines.size() == 1 ? known(lines.getFirst()) : read(lines);
    }

    private static AnswerDirectives known(String line) {
        int place = line.hashCode() & (KNOWN.length - 1);
        @Nullable Known known = KNOWN[place];
        if (known != null && known.line.equals(line)) {
            return known.directives;
        }
        AnswerDirectives directives = read(List.of(line));
        if (line.length() <= LONGEST_KNOWN) {
            KNOWN[place] = new Known(line, directives);
        }
        return directives;
    }

    private static AnswerDirectives read(List<String> lines) {
        Collector collector = new Collector();
        if (!DirectiveReader.read(lines, collector)) {
            // What stands behind a quote that never ends is not known: it may have been the strictest of all.
            collector.noCache = true;
        }
        return collector.directives(false);
    }

    /** Null where the field is empty, breaks the syntax, or gives one of its directives a value of the wrong type. */
    private static @Nullable AnswerDirectives ofTargeted(List<String> lines) {
        Map<String, Object> members = Dictionary.read(lines);
        if (members == null || members.isEmpty()) {
            return null;
        }
        Collector collector = new Collector();
        for (Map.Entry<String, Object> member : members.entrySet()) {
            Object value = member.getValue();
            boolean seconds = isSeconds(member.getKey());
            if (value instanceof Long number && seconds && number >= 0) {
                collector.directive(member.getKey(), number.toString());
            } else if (value instanceof Boolean set && !seconds) {
                if (set) {
                    collector.directive(member.getKey(), null);
                }
            } else if (value instanceof String names && isQualifiable(member.getKey())) {
                collector.directive(member.getKey(), names);
            } else if (seconds || isFlag(member.getKey())) {
                return null;
            }
        }
        return collector.directives(true);
    }

    private static boolean isSeconds(String name) {
        return switch (name) {
            case "max-age", "s-maxage", "stale-while-revalidate", "stale-if-error" -> true;
            default -> false;
        };
    }

    private static boolean isQualifiable(String name) {
        return name.equals("private") || name.equals("no-cache");
    }

    private static boolean isFlag(String name) {
        return switch (name) {
            case "no-store",
                    "no-cache",
                    "private",
                    "public",
                    "must-revalidate",
                    "proxy-revalidate",
                    "must-understand",
                    "no-transform",
                    "immutable" -> true;
            default -> false;
        };
    }

    /** Whether the answer to a request with Authorization may be used for others (RFC 9111 section 3.5). */
    boolean letsShare() {
        return isPublic || mustRevalidate || sharedMaxAge != ABSENT;
    }

    private static final class Collector implements DirectiveReader.Visitor {
        private boolean noStore;
        private boolean noCache;
        private boolean isPrivate;
        private boolean isPublic;
        private boolean mustRevalidate;
        private boolean proxyRevalidate;
        private boolean mustUnderstand;
        private boolean noTransform;
        private boolean immutable;
        private long maxAge = ABSENT;
        private long sharedMaxAge = ABSENT;
        private long staleWhileRevalidate = ABSENT;
        private long staleIfError = ABSENT;
        private Set<String> hidden = Set.of();

        @Override
        public void directive(String name, @Nullable String value) {
            switch (name) {
                case "no-store" -> noStore = true;
                case "no-cache" -> noCache |= !hides(value);
                case "private" -> isPrivate |= !hides(value);
                case "public" -> isPublic = true;
                case "must-revalidate" -> mustRevalidate = true;
                case "proxy-revalidate" -> proxyRevalidate = true;
                case "must-understand" -> mustUnderstand = true;
                case "no-transform" -> noTransform = true;
                case "immutable" -> immutable = true;
                case "max-age" -> maxAge = once(maxAge, value);
                case "s-maxage" -> sharedMaxAge = once(sharedMaxAge, value);
                case "stale-while-revalidate" -> staleWhileRevalidate = once(staleWhileRevalidate, value);
                case "stale-if-error" -> staleIfError = once(staleIfError, value);
                default -> {
                    // RFC 9111 section 5.2.3: what is unknown is not looked at.
                }
            }
        }

        /** Two different values for one thing are none (RFC 9111 section 4.2.1). */
        private static long once(long before, @Nullable String value) {
            long seconds = DirectiveReader.seconds(value);
            return before == ABSENT || before == seconds ? seconds : BROKEN;
        }

        private boolean hides(@Nullable String names) {
            if (names == null || names.isBlank()) {
                return false;
            }
            if (hidden.isEmpty()) {
                hidden = new HashSet<>();
            }
            for (String name : names.split(",", -1)) {
                hidden.add(name.strip().toLowerCase(Locale.ROOT));
            }
            return true;
        }

        private AnswerDirectives directives(boolean targeted) {
            return new AnswerDirectives(
                    targeted,
                    noStore,
                    noCache,
                    isPrivate,
                    isPublic,
                    mustRevalidate,
                    proxyRevalidate,
                    mustUnderstand,
                    noTransform,
                    immutable,
                    maxAge,
                    sharedMaxAge,
                    staleWhileRevalidate,
                    staleIfError,
                    Set.copyOf(hidden));
        }
    }
}
