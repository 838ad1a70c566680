package io.zol0.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.zol0.ingest.BusinessMetric;
import io.zol0.ingest.BusinessMetrics;
import io.zol0.ingest.BusinessUploads;
import io.zol0.ingest.Taken;
import io.zol0.ingest.Uploaded;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesKind;
import io.zol0.metrics.SeriesRecorder;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Figures of the business, in and out. */
@RestController
@RequestMapping("/api/business")
class BusinessController {
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final BusinessMetrics metrics;
    private final BusinessUploads uploads;
    private final SeriesHistory history;
    private final SeriesRecorder recorder;
    private final Clock clock;

    BusinessController(
            BusinessMetrics metrics,
            BusinessUploads uploads,
            SeriesHistory history,
            SeriesRecorder recorder,
            Clock clock) {
        this.metrics = metrics;
        this.uploads = uploads;
        this.history = history;
        this.recorder = recorder;
        this.clock = clock;
    }

    /** Takes one value or a list of them. */
    @Operation(
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = BusinessValueBody.class))))
    @PostMapping("/{name}")
    ResponseEntity<Taken> take(
            HttpServletRequest request,
            Principal reporter,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable SeriesKind kind,
            @RequestParam(required = false) @Nullable String unit,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key)
            throws IOException {
        Taken taken = metrics.take(
                name,
                kind,
                unit,
                reporter.getName(),
                key,
                request.getInputStream(),
                request.getHeader(HttpHeaders.CONTENT_ENCODING));
        boolean nothing = taken.accepted() == 0 && taken.refused() > 0;
        return ResponseEntity.status(nothing ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .body(taken);
    }

    /**
     * Takes a CSV file as it comes: its first line names the columns, {@code value}, {@code time} and one for each label. A broken
     * line is left out and told.
     */
    @Operation(
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(mediaType = "text/csv", schema = @Schema(type = "string"))))
    @PostMapping(path = "/{name}/upload", consumes = "text/csv")
    ResponseEntity<Uploaded> upload(
            HttpServletRequest request,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable SeriesKind kind,
            @RequestParam(required = false) @Nullable String unit)
            throws IOException {
        Uploaded uploaded = uploads.take(name, kind, unit, request.getInputStream());
        boolean nothing = uploaded.accepted() == 0 && uploaded.refused() > 0;
        return ResponseEntity.status(nothing ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .body(uploaded);
    }

    /** The metrics that were reported. */
    @GetMapping
    BusinessBody.Metrics all() {
        return new BusinessBody.Metrics(
                BusinessMetrics.MOST,
                metrics.all().stream().map(this::described).toList());
    }

    /** One metric. */
    @GetMapping("/{name}")
    BusinessBody.Metric metric(@PathVariable String name) {
        return described(named(name));
    }

    /** A metric over time, all of it or the values of some labels. */
    @GetMapping("/{name}/timeseries")
    BusinessBody.Series timeseries(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String labels,
            @RequestParam(required = false) @Nullable String window,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String step) {
        BusinessMetric metric = named(name);
        TimeSpan span = TimeSpan.of(window, from, to, clock.instant());
        Duration each = span.step(step, SeriesHistory.MOST_STEPS);
        if (each.compareTo(SHORTEST) < 0 || each.compareTo(MINUTE) < 0 && !span.live()) {
            throw Unfit.sense("step", "A step is a minute or more, or five seconds in a window of an hour at most.");
        }
        TimeSpan whole = span.alignedTo(each);
        SeriesKey key = series(metric, labels);
        return new BusinessBody.Series(
                metric.name(),
                metric.kind(),
                metric.unit(),
                labels,
                whole.from(),
                whole.to(),
                each,
                HistoryAway.require(history.points(key, whole.from(), whole.to(), each)).stream()
                        .map(point -> BusinessBody.Point.of(point, metric.kind()))
                        .toList());
    }

    private BusinessMetric named(String name) {
        return metrics.named(name).orElseThrow(() -> new Missing("There is no business metric of that name."));
    }

    private static SeriesKey series(BusinessMetric metric, @Nullable String labels) {
        return labels == null || labels.isBlank()
                ? metric.whole()
                : metric.sets().stream()
                        .filter(set -> set.labels().equals(labels))
                        .map(BusinessMetric.LabelSet::series)
                        .findFirst()
                        .orElseThrow(() -> new Missing(
                                "No value of " + metric.name() + " had these labels; the metric lists them."));
    }

    private BusinessBody.Metric described(BusinessMetric metric) {
        OptionalDouble latest = recorder.latest(metric.whole());
        return BusinessBody.Metric.of(metric, latest.isPresent() ? latest.getAsDouble() : null);
    }
}
