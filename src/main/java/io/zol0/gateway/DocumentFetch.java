package io.zol0.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.zol0.catalog.Upstream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Reads a document of an upstream into memory, by a client and with the checks, the trust and the time-outs that its calls get. */
final class DocumentFetch {
    private final Vertx vertx;
    private final UpstreamClients clients;
    private final int mostBytes;

    /** @param mostBytes a longer document is none */
    DocumentFetch(Vertx vertx, UpstreamClients clients, int mostBytes) {
        this.vertx = vertx;
        this.clients = clients;
        this.mostBytes = mostBytes;
    }

    /** Fails, with a message for people, where there is no answer of 200 in time or it is too long. */
    Future<Buffer> read(Upstream upstream, String path) {
        Route route = new Route(upstream, 1);
        HttpClientAgent client = clients.make(vertx, route, false);
        return clients.connect(vertx, client, route)
                .compose(connection -> read(connection, route, path).eventually(connection::close))
                .eventually(client::close);
    }

    private Future<Buffer> read(HttpClientConnection connection, Route route, String path) {
        RequestOptions asked = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(route.connectHost())
                .setPort(route.port())
                .setSsl(route.tls())
                .setURI(route.uri(path))
                .putHeader("Host", route.authority())
                .putHeader("User-Agent", "ZoL0")
                .putHeader("Accept", "application/json");
        return connection
                .request(asked)
                .compose(HttpClientRequest::send)
                .compose(this::body)
                .timeout(route.upstream().totalTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    private Future<Buffer> body(HttpClientResponse answer) {
        if (answer.statusCode() != 200) {
            return Future.failedFuture(new IOException("it answered " + answer.statusCode()));
        }
        Promise<Buffer> whole = Promise.promise();
        Buffer all = Buffer.buffer();
        answer.handler(part -> {
                    if (all.length() + part.length() > mostBytes) {
                        whole.tryFail(new IOException("it is longer than " + mostBytes + " bytes"));
                        answer.request().reset();
                    } else {
                        all.appendBuffer(part);
                    }
                })
                .exceptionHandler(whole::tryFail)
                .endHandler(end -> whole.tryComplete(all));
        return whole.future();
    }
}
