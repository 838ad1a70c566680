package io.zol0.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import io.vertx.core.internal.buffer.BufferInternal;
import io.zol0.cache.Arrival;
import io.zol0.cache.Filling;
import io.zol0.cache.Visit;
import org.jspecify.annotations.Nullable;

/** Fetches a stored answer anew without a caller that waits for it. */
final class Refresh implements AnswerSink {
    private final Visit visit;
    private final Caching caching;
    private final Route route;
    private final Fetch fetch;
    private final Runnable whenOver;
    private @Nullable Filling filling;
    private boolean over;

    /** @param call the one that found the answer past its freshness */
    Refresh(Exchange call, Visit visit, Caching caching, Runnable whenOver) {
        this.visit = visit;
        this.caching = caching;
        this.route = call.requiredRoute();
        this.whenOver = whenOver;
        this.fetch = new Fetch(call, RequestEdit.of(call, visit), this);
        fetch.leaveCall();
    }

    void start(FetchStep way) {
        fetch.begin(way);
    }

    @Override
    public void begins(AnswerHead head) {
        if (head.endsWithConnection() && head.status() < 300) {
            giveUp();
            return;
        }
        Http1xHeaders fields = Http1xHeaders.httpHeaders();
        new AnswerFields(head.iterator(), fields, route);
        fields.add(Field.VIA, (CharSequence) UpstreamRequest.VIA);
        long now = caching.clockMillis().getAsLong();
        Arrival arrival = visit.arrived(head.status(), new HeaderFields(fields), fetch.sentMillis(), now);
        switch (arrival) {
            case Arrival.Keep(Filling into) -> filling = into;
            case Arrival.Serve served -> served.served().release();
            case Arrival.Pass() -> giveUp();
        }
    }

    private void giveUp() {
        fetch.abandon();
        end();
    }

    @Override
    public void takes(Buffer part) {
        Filling into = filling;
        if (into != null) {
            into.add(((BufferInternal) part).getByteBuf());
        }
    }

    @Override
    public void ends(MultiMap trailers) {
        Filling whole = filling;
        filling = null;
        if (whole != null) {
            whole.complete(caching.clockMillis().getAsLong());
        }
        end();
    }

    @Override
    public void fails(Problem why) {
        end();
    }

    @Override
    public void breaks(String why) {
        end();
    }

    private void end() {
        Filling begun = filling;
        filling = null;
        if (begun != null) {
            begun.abandon();
        }
        if (!over) {
            over = true;
            visit.close();
            whenOver.run();
        }
    }
}
