package io.zol0.api;

import io.zol0.gateway.Gateway;
import io.zol0.insight.BenchmarkRun;
import io.zol0.insight.Benchmarks;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Bounded loads onto upstreams of one's own, by REST. */
@RestController
class BenchmarkController {
    private static final String BENCHMARKS = "/api/benchmarks";
    private static final String RUNNING = BENCHMARKS + "/running";
    private static final String OWN = "/api/settings/upstreams/{id}/own";

    private final Benchmarks benchmarks;
    private final Gateway gateway;
    private final NamedUpstreams upstreams;

    BenchmarkController(Benchmarks benchmarks, Gateway gateway, NamedUpstreams upstreams) {
        this.benchmarks = benchmarks;
        this.gateway = gateway;
        this.upstreams = upstreams;
    }

    /** Whether an upstream may be put under load. */
    record Own(boolean own) {}

    /** Those that were run to their end, the newest first. */
    @GetMapping(BENCHMARKS)
    List<BenchmarkBody.Run> all() {
        Map<Long, String> names = upstreams.all();
        return benchmarks.runs().stream()
                .map(run ->
                        BenchmarkBody.Run.of(run, names.getOrDefault(run.plan().upstreamId(), "")))
                .toList();
    }

    /** Begins one; when it is over it is among those that were run. One runs at a time. */
    @PostMapping(BENCHMARKS)
    ResponseEntity<BenchmarkBody.Running> start(@RequestBody BenchmarkBody body) {
        long upstream = upstreams.idOf(body.upstream());
        Benchmarks.Running begun =
                benchmarks.start(body.toPlan(upstream), gateway.status().url());
        return ResponseEntity.accepted()
                .location(URI.create(RUNNING))
                .body(BenchmarkBody.Running.of(begun, upstreams.nameOf(upstream)));
    }

    /** The one that runs now with this node. */
    @GetMapping(RUNNING)
    BenchmarkBody.Running running() {
        return benchmarks
                .running()
                .map(running -> BenchmarkBody.Running.of(
                        running, upstreams.nameOf(running.plan().upstreamId())))
                .orElseThrow(BenchmarkController::none);
    }

    /** Stops the one that runs now; nothing is kept of it. */
    @DeleteMapping(RUNNING)
    ResponseEntity<Void> stop() {
        if (!benchmarks.stop()) {
            throw none();
        }
        return ResponseEntity.noContent().build();
    }

    @GetMapping(BENCHMARKS + "/{id}")
    BenchmarkBody.Run one(@PathVariable long id) {
        BenchmarkRun run = there(id);
        return BenchmarkBody.Run.of(run, upstreams.nameOf(run.plan().upstreamId()));
    }

    /** How it differs from an earlier one. */
    @GetMapping(BENCHMARKS + "/{id}/against/{earlier}")
    BenchmarkBody.Difference against(@PathVariable long id, @PathVariable long earlier) {
        return BenchmarkBody.Difference.of(there(id).against(there(earlier)));
    }

    @GetMapping(OWN)
    Own own(@PathVariable long id) {
        requireThere(id);
        return new Own(benchmarks.own().stream().anyMatch(upstream -> upstream.id() == id));
    }

    /** Says that it is one's own, so that it may be put under load. */
    @PutMapping(OWN)
    Own mark(@PathVariable long id) {
        requireThere(id);
        benchmarks.mark(id, true);
        return own(id);
    }

    /** Says that it is not. */
    @DeleteMapping(OWN)
    ResponseEntity<Void> unmark(@PathVariable long id) {
        requireThere(id);
        benchmarks.mark(id, false);
        return ResponseEntity.noContent().build();
    }

    private void requireThere(long id) {
        if (upstreams.nameOf(id).isEmpty()) {
            throw new Missing("There is no upstream number %d.".formatted(id));
        }
    }

    private BenchmarkRun there(long id) {
        return benchmarks.runs().stream()
                .filter(run -> run.id() == id)
                .findFirst()
                .orElseThrow(() ->
                        new Missing("There is no load number %d among the newest %d.".formatted(id, Benchmarks.MOST)));
    }

    private static Missing none() {
        return new Missing("No load runs now with this node.");
    }
}
