package io.zol0.gateway;

import io.vertx.core.MultiMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of an upstream's answer's header goes on to the caller; read in one pass. */
final class AnswerFields {
    private final MultiMap onward;
    private @Nullable String connection;
    private long contentLength = -1;

    /** @param onward takes the fields that go on; fails with IllegalArgumentException where it checks them and one is broken */
    AnswerFields(
            Iterator<? extends Map.Entry<? extends CharSequence, ? extends CharSequence>> headers,
            MultiMap onward,
            Route route) {
        this.onward = onward;
        while (headers.hasNext()) {
            Map.Entry<? extends CharSequence, ? extends CharSequence> field = headers.next();
            CharSequence name = field.getKey();
            CharSequence value = field.getValue();
            if (keep(name, value)) {
                onward.add(name, mapped(name, value, route));
            }
        }
        if (connection != null) {
            RequestFields.removeNamedIn(connection, onward);
        }
    }

    private boolean keep(CharSequence name, CharSequence value) {
        switch (name.length()) {
            case 2:
                return !Field.TE.contentEqualsIgnoreCase(name);
            case 7:
                return !Field.UPGRADE.contentEqualsIgnoreCase(name);
            case 10:
                if (Field.CONNECTION.contentEqualsIgnoreCase(name)) {
                    connection = connection == null ? value.toString() : connection + "," + value;
                    return false;
                }
                return !Field.KEEP_ALIVE.contentEqualsIgnoreCase(name);
            case 14:
                if (Field.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
                    contentLength = Long.parseLong(value, 0, value.length(), 10);
                }
                return true;
            case 16:
                return !Field.PROXY_CONNECTION.contentEqualsIgnoreCase(name);
            case 17:
                return !Field.TRANSFER_ENCODING.contentEqualsIgnoreCase(name);
            case 18:
                return !Field.PROXY_AUTHENTICATE.contentEqualsIgnoreCase(name);
            default:
                return name.isEmpty() || name.charAt(0) != ':';
        }
    }

    private static CharSequence mapped(CharSequence name, CharSequence value, Route route) {
        boolean location =
                Field.LOCATION.contentEqualsIgnoreCase(name) || Field.CONTENT_LOCATION.contentEqualsIgnoreCase(name);
        if (location && route.upstream().mapsLocations()) {
            return Mapping.location(value.toString(), route);
        }
        if (route.upstream().scopesCookies() && Field.SET_COOKIE.contentEqualsIgnoreCase(name)) {
            return Mapping.cookie(value.toString(), route);
        }
        return value;
    }

    /** Bytes that the answer says its body has; negative where it does not say. */
    long contentLength() {
        return contentLength;
    }
}
