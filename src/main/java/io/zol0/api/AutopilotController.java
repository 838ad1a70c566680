package io.zol0.api;

import io.zol0.optimizer.Advice;
import io.zol0.optimizer.Autopilot;
import io.zol0.optimizer.Autopilots;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The guardrails of the autopilot by REST; only who administers changes them. */
@RestController
@RequestMapping("/api/monitoring/autopilot")
class AutopilotController {
    private final Autopilots autopilots;
    private final NamedUpstreams upstreams;

    AutopilotController(Autopilots autopilots, NamedUpstreams upstreams) {
        this.autopilots = autopilots;
        this.upstreams = upstreams;
    }

    /**
     * Guardrails.
     *
     * @param upstream null for all of the environment that have none of their own
     * @param largestStep how many times more or less a setting may become
     */
    record AutopilotBody(
            String environment,
            @Nullable String upstream,
            boolean enabled,
            Set<Advice.Kind> kinds,
            double largestStep,
            int fromHour,
            int toHour,
            String zone,
            boolean frozen) {
        static AutopilotBody of(Autopilot from, @Nullable String upstream) {
            return new AutopilotBody(
                    from.environment(),
                    upstream,
                    from.enabled(),
                    from.kinds(),
                    from.largestStep(),
                    from.fromHour(),
                    from.toHour(),
                    from.zone().getId(),
                    from.frozen());
        }
    }

    /**
     * Guardrails that are wanted; what is left out is as where nothing was ever set.
     *
     * @param zone such as Europe/Berlin, in which hours are meant
     */
    record Wanted(
            @Nullable Boolean enabled,
            @Nullable Set<Advice.Kind> kinds,
            @Nullable Double largestStep,
            @Nullable Integer fromHour,
            @Nullable Integer toHour,
            @Nullable String zone,
            @Nullable Boolean frozen) {
        Autopilot over(Autopilot off, long version) {
            return new Autopilot(
                    off.environment(),
                    off.upstreamId(),
                    enabled == null ? off.enabled() : enabled,
                    kinds == null ? off.kinds() : kinds,
                    largestStep == null ? off.largestStep() : largestStep,
                    fromHour == null ? off.fromHour() : fromHour,
                    toHour == null ? off.toHour() : toHour,
                    zone == null ? off.zone() : ReportMailBody.zone(zone),
                    frozen == null ? off.frozen() : frozen,
                    version);
        }
    }

    @GetMapping
    List<AutopilotBody> all() {
        Map<Long, String> names = upstreams.all();
        return autopilots.all().stream()
                .map(each -> AutopilotBody.of(each, names.get(each.upstreamId())))
                .toList();
    }

    /** Those of an environment, or of one upstream in it; off where nobody set any. */
    @GetMapping("/{environment}")
    ResponseEntity<AutopilotBody> one(
            @PathVariable String environment, @RequestParam(required = false) @Nullable String upstream) {
        return answer(exactly(environment, upstream), upstream);
    }

    @PutMapping("/{environment}")
    ResponseEntity<AutopilotBody> change(
            @PathVariable String environment,
            @RequestParam(required = false) @Nullable String upstream,
            @RequestBody Wanted body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        Autopilot there = exactly(environment, upstream);
        long version = Versions.required(ifMatch, there.version());
        if (version != there.version()) {
            throw new Stale("the autopilot", there.version());
        }
        Autopilot wanted = body.over(Autopilot.off(environment, there.upstreamId()), version);
        return answer(autopilots.save(wanted), upstream);
    }

    private Autopilot exactly(String environment, @Nullable String upstream) {
        if (!upstreams.upstreams().environments().contains(environment)) {
            throw new Missing("There is no environment %s.".formatted(environment));
        }
        long id = upstream == null ? 0 : upstreams.idOf(upstream);
        boolean elsewhere = upstreams
                .upstreams()
                .byId(id)
                .filter(found -> !found.environment().equals(environment))
                .isPresent();
        if (elsewhere) {
            throw Unfit.sense("upstream", "%s is not in the environment %s.".formatted(upstream, environment));
        }
        return autopilots.exactly(environment, id);
    }

    private static ResponseEntity<AutopilotBody> answer(Autopilot autopilot, @Nullable String upstream) {
        return ResponseEntity.ok().eTag(Versions.tag(autopilot.version())).body(AutopilotBody.of(autopilot, upstream));
    }
}
