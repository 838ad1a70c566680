package io.zol0.notify;

import java.net.URI;
import java.util.Map;

/**
 * A POST of JSON that carries messages.
 *
 * @param headers besides those that every one has
 * @param allowsPrivate whether it may go to this machine or a private network
 */
record Hook(URI uri, Map<String, String> headers, byte[] body, boolean allowsPrivate) {
    Hook to(URI other) {
        return new Hook(other, headers, body, allowsPrivate);
    }
}
