package io.zol0.ui.tokens;

import io.zol0.users.TokenScope;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said of tokens, in words. */
final class TokenWords {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private TokenWords() {}

    static String scope(TokenScope scope) {
        return switch (scope) {
            case GATEWAY -> "Calls through the gateway";
            case INGEST -> "Reporting of calls and figures";
            case READ -> "Reading by the REST API, and metrics";
            case OPERATE -> "Changing limits, cache and rules by the REST API";
            case ADMINISTER -> "Administering by the REST API: upstreams, users, tokens, channels";
        };
    }

    static String scopes(Set<TokenScope> scopes) {
        return scopes.stream().sorted().map(TokenWords::scope).collect(Collectors.joining("; "));
    }

    static boolean ended(@Nullable Instant expiresAt, Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    static String validity(@Nullable Instant expiresAt, Instant now) {
        if (expiresAt == null) {
            return "valid until it is revoked";
        }
        return (ended(expiresAt, now) ? "expired " : "valid until ") + MINUTE.format(expiresAt);
    }

    /** Spans of time that can be chosen. */
    static String span(Duration span) {
        if (span.isZero()) {
            return "not at all";
        }
        long days = span.toDays();
        long hours = span.toHours();
        if (days == 0) {
            return hours == 1 ? "1 hour" : hours + " hours";
        }
        return days == 1 ? "1 day" : days + " days";
    }
}
