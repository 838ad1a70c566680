package io.zol0.api;

import io.zol0.notify.MessageRoute;
import io.zol0.notify.Routes;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes by REST. */
@RestController
@RequestMapping("/api/settings/routes")
class RouteController {
    private final Routes routes;
    private final NamedUpstreams upstreams;

    RouteController(Routes routes, NamedUpstreams upstreams) {
        this.routes = routes;
        this.upstreams = upstreams;
    }

    @GetMapping
    List<RouteBody> all() {
        Map<Long, String> names = upstreams.all();
        return routes.all().stream()
                .map(route -> RouteBody.of(route, names.get(route.upstreamId())))
                .toList();
    }

    @PostMapping
    ResponseEntity<RouteBody> add(@RequestBody RouteBody body) {
        if (body.id() != null) {
            throw Unfit.sense("id", "A new route gets its id; leave it out, or change the one that has it by PUT.");
        }
        MessageRoute added =
                Outcomes.saved(routes.save(body.toRoute(0, upstream(body), 0)), "route", MessageRoute::version);
        return answer(ResponseEntity.created(URI.create("/api/settings/routes/" + added.id())), added);
    }

    @GetMapping("/{id}")
    ResponseEntity<RouteBody> one(@PathVariable long id) {
        return answer(ResponseEntity.ok(), there(id));
    }

    @PutMapping("/{id}")
    ResponseEntity<RouteBody> change(
            @PathVariable long id,
            @RequestBody RouteBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        MessageRoute there = there(id);
        if (body.id() != null && body.id() != id) {
            throw Unfit.sense("id", "This is route %d; its id cannot be changed.".formatted(id));
        }
        long version = Versions.required(ifMatch, there.version());
        MessageRoute route = body.toRoute(id, upstream(body), version);
        return answer(ResponseEntity.ok(), Outcomes.saved(routes.save(route), named(id), MessageRoute::version));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        long version = Versions.required(ifMatch, there(id).version());
        Outcomes.saved(routes.remove(id, version), named(id), MessageRoute::version);
        return ResponseEntity.noContent().build();
    }

    private long upstream(RouteBody body) {
        return body.upstream() == null ? 0 : upstreams.idOf(body.upstream());
    }

    private ResponseEntity<RouteBody> answer(ResponseEntity.BodyBuilder answer, MessageRoute route) {
        String upstream = route.upstreamId() == 0 ? null : upstreams.nameOf(route.upstreamId());
        return answer.eTag(Versions.tag(route.version())).body(RouteBody.of(route, upstream));
    }

    private MessageRoute there(long id) {
        return routes.byId(id).orElseThrow(() -> new Missing("There is no %s.".formatted(named(id))));
    }

    private static String named(long id) {
        return "route number %d".formatted(id);
    }
}
