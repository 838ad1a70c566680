package io.zol0.gateway;

/** The last step: sends the call to its upstream and the answer back. */
final class Forward implements Step {
    @Override
    public void take(Exchange call) {
        new Forwarding(call, call.requiredRoute()).start();
    }
}
