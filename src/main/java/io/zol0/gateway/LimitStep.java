package io.zol0.gateway;

/**
 * Lets a fetch through to its upstream when it fits into every quota that it falls under, holds it until then, or refuses it. It
 * comes after the cache, so that only what really goes to the provider is spent.
 */
final class LimitStep implements FetchStep {
    private final Limiting limiting;
    private final FetchStep next;

    LimitStep(Limiting limiting, FetchStep next) {
        this.limiting = limiting;
        this.next = next;
    }

    @Override
    public void take(Fetch fetch) {
        UpstreamLimits upstream = limiting.of(fetch.route().upstream().id());
        if (upstream == null) {
            next.take(fetch);
        } else {
            new LimitedFetch(fetch, upstream, limiting, next).begin();
        }
    }
}
