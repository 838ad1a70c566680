package io.zol0.gateway;

import org.jspecify.annotations.Nullable;

/** The last step of a call: has its upstream asked and the answer passed on. */
final class Forward implements Step {
    private final FetchStep way;

    Forward(FetchStep way) {
        this.way = way;
    }

    @Override
    public void take(Exchange call) {
        take(call, null);
    }

    void take(Exchange call, @Nullable AnswerWatch watch) {
        Relay relay = new Relay(call, call.requiredRoute());
        Fetch fetch = new Fetch(call, UpstreamRequest.of(call), relay);
        relay.fetchedBy(fetch);
        call.servedBy(relay);
        if (watch != null) {
            fetch.watchedBy(watch);
        }
        fetch.begin(way);
    }
}
