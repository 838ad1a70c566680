package io.zol0.cache;

import io.netty.util.AsciiString;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a header or query field of a request means for the key of its answer, by its name.
 *
 * <p>An answer that is kept must not depend on anything that is not in its key, or one caller could choose what another one gets.
 * So credentials are in the key, named or only looking like one, and so is whatever origins are known to heed without saying so in
 * {@code Vary}: what is negotiated, and the headers by which proxies tell of another host, scheme, path, method or address. All else
 * is the origin's to name in {@code Vary}, and is looked at there.
 */
enum FieldKind {
    /** Not in the key, unless {@code Vary} names it. */
    PLAIN,
    /** In the key as a keyed hash. */
    CREDENTIAL,
    /** In the key by its value. */
    SWAYING;

    private static final String[] CREDENTIALS = {
        "authorization",
        "auth-",
        "-auth",
        "token",
        "secret",
        "apikey",
        "api-key",
        "api_key",
        "access-key",
        "accesskey",
        "session",
        "signature",
        "-sign",
        "passphrase",
        "password",
        "credential",
        "jwt",
        "cookie"
    };
    private static final String[] SWAYING_BEGINNINGS = {
        "x-forwarded",
        "x-original",
        "x-rewrite",
        "x-http-method",
        "x-host",
        "x-proxy-",
        "x-backend",
        "x-client-ip",
        "x-real-ip",
        "sec-ch-"
    };
    private static final Set<String> SWAYING_NAMES = Set.of(
            "accept",
            "accept-language",
            "accept-charset",
            "accept-datetime",
            "prefer",
            "origin",
            "forwarded",
            "x-requested-with",
            "x-method-override",
            "x-cluster-client-ip",
            "true-client-ip",
            "cf-connecting-ip",
            "fastly-client-ip",
            "client-ip",
            "x-scheme",
            "x-url-scheme",
            "front-end-https",
            "x-wap-profile",
            "save-data",
            "upgrade-insecure-requests");

    /** Names seen lately, each at the place that its hash gives it; another one may take it. */
    private static final Known[] KNOWN = new Known[1024];

    private record Known(String name, FieldKind kind) {}

    static FieldKind of(CharSequence name) {
        int place = AsciiString.hashCode(name) & (KNOWN.length - 1);
        @Nullable Known known = KNOWN[place];
        if (known != null && AsciiString.contentEqualsIgnoreCase(known.name, name)) {
            return known.kind;
        }
        String small = name.toString().toLowerCase(Locale.ROOT);
        FieldKind kind = told(small);
        if (small.length() <= 64) {
            KNOWN[place] = new Known(small, kind);
        }
        return kind;
    }

    private static FieldKind told(String name) {
        for (String part : CREDENTIALS) {
            if (name.contains(part)) {
                return CREDENTIAL;
            }
        }
        for (String beginning : SWAYING_BEGINNINGS) {
            if (name.startsWith(beginning)) {
                return SWAYING;
            }
        }
        return SWAYING_NAMES.contains(name) ? SWAYING : PLAIN;
    }
}
