package io.zol0.ingest;

import com.github.benmanes.caffeine.cache.Cache;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.zol0.catalog.Endpoints;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.ReportedCalls;
import io.zol0.users.Sight;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes calls of the histograms of HTTP clients, by endpoint where they tell a template of the path, otherwise under what is
 * counted together of an upstream.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/http/http-metrics/">Semantic conventions for HTTP metrics</a>
 */
final class HistogramReader {
    private static final String SECONDS = "http.client.request.duration";
    private static final String OLD_MILLIS = "http.client.duration";

    private final KnownUpstreams upstreams;
    private final Endpoints endpoints;
    private final ReportedCalls calls;
    private final Sight sight;
    private final String reporter;
    private final Cache<String, Buckets> before;
    private final Instant since;
    private final Rejections rejections = new Rejections();
    private long counted;

    /**
     * @param before what cumulative histograms said last, by all that tells them apart
     * @param since from when on they were heard: what a histogram counted before is not known to be new
     */
    HistogramReader(
            KnownUpstreams upstreams,
            Endpoints endpoints,
            ReportedCalls calls,
            Sight sight,
            String reporter,
            Cache<String, Buckets> before,
            Instant since) {
        this.upstreams = upstreams;
        this.endpoints = endpoints;
        this.calls = calls;
        this.sight = sight;
        this.reporter = reporter;
        this.before = before;
        this.since = since;
    }

    OtlpTaken take(ExportMetricsServiceRequest export, TracingServices tracing) {
        for (ResourceMetrics resource : export.getResourceMetricsList()) {
            Attributes service = new Attributes(resource.getResource().getAttributesList());
            if (!tracing.isTracing(reporter, service)) {
                for (ScopeMetrics scope : resource.getScopeMetricsList()) {
                    scope.getMetricsList().forEach(metric -> take(metric, service));
                }
            }
        }
        return rejections.with(counted);
    }

    private void take(Metric metric, Attributes service) {
        double micros =
                metric.getName().equals(SECONDS) ? 1e6 : metric.getName().equals(OLD_MILLIS) ? 1e3 : 0;
        if (micros > 0 && metric.hasHistogram()) {
            boolean delta = isDelta(metric.getHistogram().getAggregationTemporality());
            for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
                take(new Point(
                        service,
                        point.getAttributesList(),
                        point.getStartTimeUnixNano(),
                        point.getTimeUnixNano(),
                        micros,
                        delta,
                        () -> Buckets.of(point)));
            }
        }
        if (micros > 0 && metric.hasExponentialHistogram()) {
            boolean delta = isDelta(metric.getExponentialHistogram().getAggregationTemporality());
            for (ExponentialHistogramDataPoint point :
                    metric.getExponentialHistogram().getDataPointsList()) {
                take(new Point(
                        service,
                        point.getAttributesList(),
                        point.getStartTimeUnixNano(),
                        point.getTimeUnixNano(),
                        micros,
                        delta,
                        () -> Buckets.of(point)));
            }
        }
    }

    private static boolean isDelta(AggregationTemporality temporality) {
        return temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
    }

    /** One data point; {@code micros} is how many microseconds its unit has. */
    private record Point(
            Attributes service,
            List<KeyValue> attributes,
            long startNanos,
            long endNanos,
            double micros,
            boolean delta,
            Supplier<Buckets> buckets) {}

    private void take(Point point) {
        Attributes attributes = new Attributes(point.attributes);
        KnownUpstreams.Located located = upstreams.located(attributes.url());
        if (located == null || !sight.sees(located.upstream().environment())) {
            rejections.add(1, "No upstream that this token may report for has the address of a histogram.");
            return;
        }
        Instant end = Instant.ofEpochSecond(0, point.endNanos);
        String late = calls.problemOf(end);
        if (late != null) {
            rejections.add(1, late);
            return;
        }
        try {
            Buckets whole = point.buckets.get();
            Buckets fresh = point.delta ? whole : fresh(point, whole);
            long count = fresh.count();
            if (count > 0) {
                record(point, attributes, located, end, fresh);
                counted += count;
            }
        } catch (IllegalArgumentException broken) {
            rejections.add(1, String.valueOf(broken.getMessage()));
        }
    }

    /** What a cumulative histogram counted since it was heard last; nothing where that is not known. */
    private Buckets fresh(Point point, Buckets whole) {
        String key = TracingServices.key(reporter, point.service) + "\n" + point.startNanos + "\n"
                + point.attributes.stream().map(KeyValue::toString).sorted().toList();
        Buckets earlier = before.asMap().put(key, whole);
        if (earlier != null) {
            return whole.since(earlier);
        }
        return Instant.ofEpochSecond(0, point.startNanos).isBefore(since) ? whole.since(whole) : whole;
    }

    private void record(
            Point point, Attributes attributes, KnownUpstreams.Located located, Instant end, Buckets buckets) {
        String name = point.service.text("service.name");
        String template = attributes.text("url.template");
        long upstream = located.upstream().id();
        String method = attributes.method();
        long endpoint = template.isEmpty() || method.isEmpty() || method.length() > 20
                ? LiveMetrics.otherOf(upstream)
                : endpoints.resolve(upstream, method, located.target()).id();
        ReportedCall like = new ReportedCall();
        like.caller = name.isBlank() ? reporter : name;
        like.status = attributes.status();
        like.goesTo(endpoint, upstream);
        like.atMillis = end.toEpochMilli();
        calls.record(
                like,
                buckets.bounds().stream()
                        .mapToDouble(bound -> bound * point.micros)
                        .toArray(),
                buckets.counts().stream().mapToLong(Long::longValue).toArray());
    }
}
