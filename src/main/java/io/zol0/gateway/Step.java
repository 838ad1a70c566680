package io.zol0.gateway;

/** One step of a call's way: it hands the call to the next one, now or later on the same event loop, or answers it. */
interface Step {
    void take(Exchange call);
}
