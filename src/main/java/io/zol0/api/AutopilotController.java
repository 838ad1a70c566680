package io.zol0.api;

import io.zol0.optimizer.Advice;
import io.zol0.optimizer.Autopilot;
import io.zol0.optimizer.Autopilots;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The guardrails of the autopilot by REST; only an admin changes them, which no token is. */
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

    @GetMapping
    List<AutopilotBody> all() {
        Map<Long, String> names = upstreams.all();
        return autopilots.all().stream()
                .map(each -> AutopilotBody.of(each, names.get(each.upstreamId())))
                .toList();
    }
}
