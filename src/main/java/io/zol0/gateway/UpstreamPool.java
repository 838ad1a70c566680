package io.zol0.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.UnpooledHttpClientConnection;
import io.zol0.catalog.Upstream.Protocol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop to one upstream. Everything happens on that loop, so there is no lock, and a call's upstream
 * connection is served by the thread that serves its caller. Bounded in connections and in calls that wait for one.
 */
final class UpstreamPool {
    private final HttpClientAgent client;
    private final Supplier<Future<HttpClientConnection>> connect;
    private final int most;
    private final int mostWaiting;
    private final int maxHeaderSize;
    private final List<UpstreamConnection> connections = new ArrayList<>();
    private final Deque<Fetch> waiting = new ArrayDeque<>();
    private int connecting;
    private boolean multiplexes;
    private boolean retired;

    UpstreamPool(
            Route route,
            HttpClientAgent client,
            Supplier<Future<HttpClientConnection>> connect,
            GatewaySettings settings,
            int loops,
            boolean webSocket) {
        this.client = client;
        this.connect = connect;
        this.most = Math.max(1, settings.poolPerUpstream() / loops);
        this.mostWaiting = settings.maxWaiting() / loops;
        this.maxHeaderSize = (int) settings.maxHeaderSize().toBytes();
        Protocol protocol = route.upstream().protocol();
        this.multiplexes = !webSocket && (protocol == Protocol.HTTP_2 || (protocol == Protocol.AUTO && route.tls()));
    }

    /** Gives the fetch a connection, now or when there is one; it hears what went wrong if there is none. */
    void take(Fetch fetch) {
        UpstreamConnection free = free();
        if (free != null) {
            give(free, fetch);
        } else if (!mayConnect() && waiting.size() >= mostWaiting) {
            fetch.overloaded(most);
        } else {
            waiting.add(fetch);
            connectForWaiting();
        }
    }

    /** The fetch no longer waits. */
    void forget(Fetch fetch) {
        waiting.remove(fetch);
    }

    /** Whether every connection is open and in use, so that waiting is waiting for others. */
    boolean full() {
        return connections.size() >= most;
    }

    /** The call that used the connection is over. */
    void giveBack(UpstreamConnection connection) {
        connection.gaveBack(System.nanoTime());
        if (retired && connection.idle() || !connection.multiplexes() && !connection.free()) {
            drop(connection);
        }
        serveWaiting();
    }

    /** Nobody new will ask: connections without a call close now, the others after theirs. */
    void retire() {
        retired = true;
        for (UpstreamConnection connection : List.copyOf(connections)) {
            if (connection.idle()) {
                drop(connection);
            }
        }
        closeClientWhenUnused();
    }

    /** Closes connections that nobody has used for a while. */
    void tick(long nowNanos, long keepAliveNanos) {
        for (int i = connections.size() - 1; i >= 0; i--) {
            UpstreamConnection connection = connections.get(i);
            if (connection.idleLongerThan(keepAliveNanos, nowNanos)) {
                drop(connection);
            }
        }
    }

    private @Nullable UpstreamConnection free() {
        // The one used last is the likeliest to be still open.
        for (int i = connections.size() - 1; i >= 0; i--) {
            UpstreamConnection connection = connections.get(i);
            if (connection.free()) {
                return connection;
            }
        }
        return null;
    }

    private void give(UpstreamConnection connection, Fetch fetch) {
        connection.took();
        fetch.connected(connection);
    }

    private boolean mayConnect() {
        return connections.size() + connecting < most && (!multiplexes || connecting == 0);
    }

    private void serveWaiting() {
        while (!waiting.isEmpty()) {
            UpstreamConnection free = free();
            if (free == null) {
                connectForWaiting();
                return;
            }
            give(free, waiting.remove());
        }
    }

    private void connectForWaiting() {
        while (connecting < waiting.size() && mayConnect()) {
            connecting++;
            connect.get().onComplete(result -> {
                connecting--;
                if (result.succeeded()) {
                    opened(new UpstreamConnection(
                            ((UnpooledHttpClientConnection) result.result()).unwrap(), maxHeaderSize));
                } else {
                    failed(result.cause());
                }
            });
        }
    }

    private void opened(UpstreamConnection connection) {
        connections.add(connection);
        multiplexes = connection.connection().protocolVersion() == HttpVersion.HTTP_2;
        connection.connection().evictionHandler(v -> left(connection));
        connection.connection().closeHandler(v -> left(connection));
        connection.connection().concurrencyChangeHandler(calls -> serveWaiting());
        connection.took();
        connection.gaveBack(System.nanoTime());
        serveWaiting();
        if (retired && connection.idle()) {
            drop(connection);
        }
    }

    private void failed(Throwable cause) {
        Fetch first = waiting.poll();
        if (first != null) {
            first.notConnected(cause);
        }
        serveWaiting();
        closeClientWhenUnused();
    }

    private void drop(UpstreamConnection connection) {
        left(connection);
        connection.close();
    }

    private void left(UpstreamConnection connection) {
        if (connection.leave()) {
            connections.remove(connection);
            closeClientWhenUnused();
        }
    }

    private void closeClientWhenUnused() {
        if (retired && connections.isEmpty() && connecting == 0 && waiting.isEmpty()) {
            client.close();
        }
    }
}
