package io.zol0.api;

import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import io.zol0.gateway.Gateway;
import java.net.URI;
import java.util.List;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Upstreams and their environments by REST. */
@RestController
class UpstreamController {
    private static final String UPSTREAMS = "/api/settings/upstreams";

    private final Upstreams upstreams;
    private final Gateway gateway;

    UpstreamController(Upstreams upstreams, Gateway gateway) {
        this.upstreams = upstreams;
        this.gateway = gateway;
    }

    @GetMapping(UPSTREAMS)
    List<UpstreamBody> all(@RequestParam(required = false) @Nullable String environment) {
        return upstreams.all().stream()
                .filter(upstream -> environment == null || environment.equals(upstream.environment()))
                .map(UpstreamBody::of)
                .toList();
    }

    @PostMapping(UPSTREAMS)
    ResponseEntity<UpstreamBody> add(@RequestBody UpstreamBody body) {
        if (body.id() != null) {
            throw Unfit.sense("id", "A new upstream gets its id; leave it out, or change the one that has it by PUT.");
        }
        Upstream added = upstreams.add(body.toDraft(false));
        return answer(ResponseEntity.created(URI.create(UPSTREAMS + "/" + added.id())), added);
    }

    @GetMapping(UPSTREAMS + "/{id}")
    ResponseEntity<UpstreamBody> one(@PathVariable long id) {
        return answer(ResponseEntity.ok(), there(id));
    }

    @PutMapping(UPSTREAMS + "/{id}")
    ResponseEntity<UpstreamBody> change(
            @PathVariable long id,
            @RequestBody UpstreamBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        Upstream there = there(id);
        if (body.id() != null && body.id() != id) {
            throw Unfit.sense("id", "This is upstream %d; its id cannot be changed.".formatted(id));
        }
        long version = Versions.required(ifMatch, there.version());
        return answer(ResponseEntity.ok(), upstreams.change(id, version, body.toDraft(there.demo())));
    }

    /** Removes it with its endpoints, their settings and everything that was measured of them. */
    @DeleteMapping(UPSTREAMS + "/{id}")
    ResponseEntity<Void> remove(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        upstreams.remove(id, Versions.required(ifMatch, there(id).version()));
        return ResponseEntity.noContent().build();
    }

    /** Asks its base URL once, the way that its calls go, and tells within its time-outs what came of it. */
    @PostMapping(UPSTREAMS + "/{id}/test")
    UpstreamBody.Tested test(@PathVariable long id) {
        return UpstreamBody.Tested.of(
                gateway.probe(there(id)).toCompletableFuture().join());
    }

    /** The environments that were ever used, by name. */
    @GetMapping("/api/settings/environments")
    List<String> environments() {
        return upstreams.environments();
    }

    private static ResponseEntity<UpstreamBody> answer(ResponseEntity.BodyBuilder answer, Upstream upstream) {
        return answer.eTag(Versions.tag(upstream.version())).body(UpstreamBody.of(upstream));
    }

    private Upstream there(long id) {
        return upstreams.byId(id).orElseThrow(() -> new Missing("There is no upstream number %d.".formatted(id)));
    }
}
