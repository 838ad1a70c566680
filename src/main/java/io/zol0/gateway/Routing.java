package io.zol0.gateway;

import io.zol0.users.TokenGrant;

/** Finds the upstream and the endpoint of a call. */
final class Routing implements Step {
    private final Routes routes;
    private final EndpointResolver endpoints;
    private final int maxPasses;
    private final Step next;

    Routing(Routes routes, EndpointResolver endpoints, int maxPasses, Step next) {
        this.routes = routes;
        this.endpoints = endpoints;
        this.maxPasses = maxPasses;
        this.next = next;
    }

    @Override
    public void take(Exchange call) {
        locate(call);
        Route route = call.route();
        TokenGrant grant = call.grant();
        if (route == null) {
            call.answer(Problem.unknownUpstream(call.upstreamName()));
        } else if (grant != null && !grant.allowsEnvironment(route.upstream().environment())) {
            call.answer(Problem.tokenNotForEnvironment(
                    grant.name(), route.name(), route.upstream().environment()));
        } else if (!route.upstream().enabled()) {
            call.answer(Problem.disabled(route.name()));
        } else if (call.fields().passes() >= maxPasses) {
            call.answer(new Problem(
                    508,
                    "loop",
                    "Loop detected",
                    "The call came through ZoL0 " + call.fields().passes() + " times; the base URL of " + route.name()
                            + " leads back to the gateway.",
                    "proxy_loop_detected",
                    route.name(),
                    null));
        } else if (call.fields().announcesTrailers()) {
            call.answer(Malformed.trailers().problem());
        } else if (call.fields().expectsUnknown()) {
            call.answer(Problem.of(
                    417, "expectation-failed", "Expectation failed", "ZoL0 knows no expectation but 100-continue."));
        } else if (!MaxWait.note(call)) {
            call.answer(MaxWait.malformed());
        } else {
            next.take(call);
        }
    }

    /** Notes the route and endpoint on the call where its upstream is known: what is refused earlier is recorded there too. */
    void locate(Exchange call) {
        Route route = routes.named(call.upstreamName());
        if (route != null) {
            call.goesTo(route, endpoints.resolve(route.upstream().id(), call.method(), call.path()));
        }
    }
}
