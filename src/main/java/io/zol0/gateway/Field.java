package io.zol0.gateway;

import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** Names of the header fields that the gateway looks at, or often passes on: one object each, so that decoding makes no new one. */
final class Field {
    private static final AsciiString[][] BY_LENGTH = new AsciiString[32][0];

    static final AsciiString HOST = known("Host");
    static final AsciiString CONNECTION = known("Connection");
    static final AsciiString KEEP_ALIVE = known("Keep-Alive");
    static final AsciiString PROXY_CONNECTION = known("Proxy-Connection");
    static final AsciiString PROXY_AUTHORIZATION = known("Proxy-Authorization");
    static final AsciiString PROXY_AUTHENTICATE = known("Proxy-Authenticate");
    static final AsciiString TE = known("TE");
    static final AsciiString TRAILER = known("Trailer");
    static final AsciiString TRANSFER_ENCODING = known("Transfer-Encoding");
    static final AsciiString UPGRADE = known("Upgrade");
    static final AsciiString HTTP2_SETTINGS = known("HTTP2-Settings");
    static final AsciiString CONTENT_LENGTH = known("Content-Length");
    static final AsciiString CONTENT_TYPE = known("Content-Type");
    static final AsciiString CONTENT_LOCATION = known("Content-Location");
    static final AsciiString LOCATION = known("Location");
    static final AsciiString SET_COOKIE = known("Set-Cookie");
    static final AsciiString EXPECT = known("Expect");
    static final AsciiString VIA = known("Via");
    static final AsciiString TRACEPARENT = known("traceparent");
    static final AsciiString ORIGIN = known("Origin");
    static final AsciiString SEC_FETCH_SITE = known("Sec-Fetch-Site");
    static final AsciiString CACHE_STATUS = known("Cache-Status");
    static final AsciiString PROXY_STATUS = known("Proxy-Status");
    static final AsciiString TOKEN = known("X-ZoL0-Token");
    static final AsciiString CALLER = known("X-ZoL0-Caller");
    static final AsciiString MAX_WAIT = known("X-ZoL0-Max-Wait-Ms");
    static final AsciiString QUEUED = known("X-ZoL0-Queued-Ms");
    static final AsciiString DEPRECATION = known("Deprecation");
    static final AsciiString SUNSET = known("Sunset");
    static final AsciiString RETRY_AFTER = known("Retry-After");
    static final AsciiString RATE_LIMIT = known("RateLimit");
    static final AsciiString RATE_LIMIT_POLICY = known("RateLimit-Policy");
    /** What every name of ours begins with. */
    private static final AsciiString OURS = AsciiString.cached("X-ZoL0-");

    static {
        for (String often : new String[] {
            "Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Cache-Control", "Cookie", "User-Agent",
            "Date", "Server", "ETag", "Last-Modified", "Vary", "Content-Encoding", "X-MBX-APIKEY"
        }) {
            known(often);
        }
    }

    private Field() {}

    /** The one object of a name as it is spelt on the wire in ASCII, letter case included; null where it is not among ours. */
    @Nullable
    static AsciiString known(byte[] bytes, int start, int length) {
        if (length < BY_LENGTH.length) {
            for (AsciiString name : BY_LENGTH[length]) {
                if (same(name, bytes, start, length)) {
                    return name;
                }
            }
        }
        return null;
    }

    /** Whether a name belongs to ZoL0 and goes on to nobody. */
    static boolean isOurs(CharSequence name) {
        return AsciiString.regionMatches(name, true, 0, OURS, 0, OURS.length());
    }

    private static boolean same(AsciiString name, byte[] bytes, int start, int length) {
        byte[] known = name.array();
        for (int i = 0; i < length; i++) {
            int b = bytes[start + i];
            if (known[i] != b && (known[i] ^ b) != 0x20) {
                return false;
            }
        }
        return true;
    }

    private static AsciiString known(String text) {
        AsciiString name = AsciiString.cached(text);
        AsciiString[] before = BY_LENGTH[text.length()];
        AsciiString[] after = java.util.Arrays.copyOf(before, before.length + 1);
        after[before.length] = name;
        BY_LENGTH[text.length()] = after;
        return name;
    }
}
