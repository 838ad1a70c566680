package io.zol0.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of an upstream's answer's header goes on to the caller; read in one pass. */
final class AnswerFields {
    private final Http1xHeaders onward = Http1xHeaders.caseInsensitive();
    private @Nullable String connection;
    private long contentLength = -1;

    AnswerFields(MultiMap headers, Route route) {
        for (Map.Entry<String, String> field : headers) {
            String name = field.getKey();
            String value = field.getValue();
            if (keep(name, value)) {
                onward.add((CharSequence) name, (CharSequence) mapped(name, value, route));
            }
        }
        if (connection != null) {
            RequestFields.removeNamedIn(connection, onward);
        }
    }

    private boolean keep(String name, String value) {
        switch (name.length()) {
            case 2:
                return !Field.TE.contentEqualsIgnoreCase(name);
            case 7:
                return !Field.UPGRADE.contentEqualsIgnoreCase(name);
            case 10:
                if (Field.CONNECTION.contentEqualsIgnoreCase(name)) {
                    connection = connection == null ? value : connection + "," + value;
                    return false;
                }
                return !Field.KEEP_ALIVE.contentEqualsIgnoreCase(name);
            case 14:
                if (Field.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
                    contentLength = Long.parseLong(value);
                }
                return true;
            case 16:
                return !Field.PROXY_CONNECTION.contentEqualsIgnoreCase(name);
            case 17:
                return !Field.TRANSFER_ENCODING.contentEqualsIgnoreCase(name);
            case 18:
                return !Field.PROXY_AUTHENTICATE.contentEqualsIgnoreCase(name);
            default:
                return !name.startsWith(":");
        }
    }

    private static String mapped(String name, String value, Route route) {
        boolean location =
                Field.LOCATION.contentEqualsIgnoreCase(name) || Field.CONTENT_LOCATION.contentEqualsIgnoreCase(name);
        if (location && route.upstream().mapsLocations()) {
            return Mapping.location(value, route);
        }
        if (route.upstream().scopesCookies() && Field.SET_COOKIE.contentEqualsIgnoreCase(name)) {
            return Mapping.cookie(value, route);
        }
        return value;
    }

    Http1xHeaders onward() {
        return onward;
    }

    /** Bytes that the answer says its body has; negative where it does not say. */
    long contentLength() {
        return contentLength;
    }
}
