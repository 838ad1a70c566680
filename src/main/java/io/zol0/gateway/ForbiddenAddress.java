package io.zol0.gateway;

import java.io.IOException;

/** An upstream's name led to an address that is never called. */
final class ForbiddenAddress extends IOException {
    ForbiddenAddress() {
        // It passes through futures only; nobody looks where it came from.
        super("a link-local or cloud metadata address");
    }
}
