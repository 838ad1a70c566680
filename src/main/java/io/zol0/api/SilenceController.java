package io.zol0.api;

import io.zol0.alerts.Silence;
import io.zol0.alerts.Silences;
import java.net.URI;
import java.time.Clock;
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

/** Silences and maintenance windows by REST. */
@RestController
@RequestMapping("/api/settings/silences")
class SilenceController {
    private final Silences silences;
    private final NamedUpstreams upstreams;
    private final Clock clock;

    SilenceController(Silences silences, NamedUpstreams upstreams, Clock clock) {
        this.silences = silences;
        this.upstreams = upstreams;
        this.clock = clock;
    }

    /** The newest first; those that were over a week ago are left out. */
    @GetMapping
    List<SilenceBody> all() {
        Map<Long, String> names = upstreams.all();
        return silences.all().stream()
                .map(silence -> SilenceBody.of(silence, names.getOrDefault(silence.upstreamId(), ""), clock.instant()))
                .toList();
    }

    @PostMapping
    ResponseEntity<SilenceBody> add(@RequestBody SilenceBody body) {
        if (body.id() != null) {
            throw Unfit.sense("id", "A new silence gets its id; leave it out, or change the one that has it by PUT.");
        }
        Silence added = silences.save(body.toSilence(0, upstreamOf(body), 1, clock.instant()));
        return answer(ResponseEntity.created(URI.create("/api/settings/silences/" + added.id())), added.id());
    }

    @GetMapping("/{id}")
    ResponseEntity<SilenceBody> one(@PathVariable long id) {
        return answer(ResponseEntity.ok(), id);
    }

    @PutMapping("/{id}")
    ResponseEntity<SilenceBody> change(
            @PathVariable long id,
            @RequestBody SilenceBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        Silence there = there(id);
        if (body.id() != null && body.id() != id) {
            throw Unfit.sense("id", "This is silence %d; its id cannot be changed.".formatted(id));
        }
        long version = Versions.required(ifMatch, there.version());
        silences.save(body.toSilence(id, upstreamOf(body), version, there.beginsAt()));
        return answer(ResponseEntity.ok(), id);
    }

    /** Ends it now; one that has not begun is gone. */
    @DeleteMapping("/{id}")
    ResponseEntity<Void> end(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        silences.end(id, Versions.required(ifMatch, there(id).version()));
        return ResponseEntity.noContent().build();
    }

    private long upstreamOf(SilenceBody body) {
        return body.upstream() == null ? 0 : upstreams.idOf(body.upstream());
    }

    private ResponseEntity<SilenceBody> answer(ResponseEntity.BodyBuilder answer, long id) {
        Silence silence = there(id);
        return answer.eTag(Versions.tag(silence.version()))
                .body(SilenceBody.of(silence, upstreams.nameOf(silence.upstreamId()), clock.instant()));
    }

    private Silence there(long id) {
        return silences.byId(id).orElseThrow(() -> new Missing("There is no silence number %d.".formatted(id)));
    }
}
