package io.zol0.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;

/** Finds the address of a host, without blocking an event loop. */
interface NameService {
    /** By hosts file and DNS, as the machine is set up. */
    NameService SYSTEM = (vertx, host) -> ((VertxInternal) vertx).nameResolver().resolve(host);

    /** The address that a name has now, or that the text is. */
    Future<InetAddress> addressOf(Vertx vertx, String host);
}
