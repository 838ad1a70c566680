package io.zol0.gateway;

/**
 * One step of a fetch's way to its upstream, for a caller's call as for one that ZoL0 makes for itself: it hands the fetch to the next
 * one, now or later on the same event loop, or refuses it. The last step is {@link Fetch#start}.
 */
interface FetchStep {
    void take(Fetch fetch);
}
