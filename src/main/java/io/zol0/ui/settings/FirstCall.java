package io.zol0.ui.settings;

import io.zol0.metrics.CallSample;
import io.zol0.metrics.EndpointStats;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Scope;
import io.zol0.metrics.Stats;
import io.zol0.ui.parts.Figures;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Says of an upstream whether calls reach it, beginning with the very first. */
final class FirstCall {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final LiveMetrics metrics;
    private final long upstreamId;

    FirstCall(LiveMetrics metrics, long upstreamId) {
        this.metrics = metrics;
        this.upstreamId = upstreamId;
    }

    String sentence() {
        Stats stats = metrics.stats(new Scope.OfUpstream(upstreamId), WINDOW);
        if (stats.calls() == 0) {
            return "Waiting for the first call…";
        }
        if (stats.calls() > 1) {
            return "%s calls in the last 5 minutes%s"
                    .formatted(
                            Figures.count(stats.calls()),
                            newest().map(call -> ", one of them: " + words(call))
                                    .orElse("."));
        }
        return newest().map(call -> "First call seen: " + words(call))
                .orElseGet(() -> "First call seen, in %s."
                        .formatted(Figures.time(stats.total().max())));
    }

    private Optional<CallSample> newest() {
        return metrics.endpoints(WINDOW).stream()
                .filter(each -> each.upstreamId() == upstreamId)
                .map(EndpointStats::endpointId)
                .flatMap(id -> Stream.concat(metrics.slowest(id).stream(), metrics.failed(id).stream()))
                .max(Comparator.comparing(CallSample::at));
    }

    private static String words(CallSample call) {
        return "%s %s %s in %s%s"
                .formatted(
                        call.method(),
                        call.target(),
                        call.status() == 0 ? "without an answer" : call.status(),
                        Figures.time(call.total()),
                        call.failure() == null ? "" : " (" + call.failure() + ")");
    }
}
