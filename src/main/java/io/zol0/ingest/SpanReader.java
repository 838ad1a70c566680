package io.zol0.ingest;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.zol0.catalog.Endpoints;
import io.zol0.metrics.ReportedCalls;
import io.zol0.users.Sight;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls of the spans of HTTP clients; other spans are passed over.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/">Semantic conventions for HTTP spans</a>
 */
final class SpanReader {
    private static final int LONGEST_METHOD = 20;

    private final KnownUpstreams upstreams;
    private final Endpoints endpoints;
    private final ReportedCalls calls;
    private final Sight sight;
    private final String reporter;
    private final Rejections rejections = new Rejections();
    private final List<ReportedCall> read = new ArrayList<>();

    SpanReader(KnownUpstreams upstreams, Endpoints endpoints, ReportedCalls calls, Sight sight, String reporter) {
        this.upstreams = upstreams;
        this.endpoints = endpoints;
        this.calls = calls;
        this.sight = sight;
        this.reporter = reporter;
    }

    /** Takes an export; {@code tracing} hears of each service with spans of an HTTP client. */
    OtlpTaken take(ExportTraceServiceRequest export, TracingServices tracing) {
        for (ResourceSpans resource : export.getResourceSpansList()) {
            Attributes service = new Attributes(resource.getResource().getAttributesList());
            boolean found = false;
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                for (Span span : scope.getSpansList()) {
                    if (span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT) {
                        found |= take(span, service);
                    }
                }
            }
            if (found) {
                tracing.saw(reporter, service);
            }
        }
        calls.record(read);
        return rejections.with(read.size());
    }

    private boolean take(Span span, Attributes service) {
        Attributes attributes = new Attributes(span.getAttributesList());
        String method = attributes.method();
        if (method.isEmpty()) {
            return false;
        }
        ReportedCall call = call(span, attributes, service, method);
        if (call != null) {
            read.add(call);
        }
        return true;
    }

    private @Nullable ReportedCall call(Span span, Attributes attributes, Attributes service, String method) {
        String url = attributes.url();
        KnownUpstreams.Located located = upstreams.located(url);
        if (located == null || !sight.sees(located.upstream().environment())) {
            rejections.add(1, "No upstream that this token may report for has the address " + origin(url) + ".");
            return null;
        }
        long nanos = span.getEndTimeUnixNano() - span.getStartTimeUnixNano();
        if (nanos < 0 || span.getStartTimeUnixNano() <= 0 || nanos > ReportedCalls.LATEST.toNanos()) {
            rejections.add(1, "A span must begin before it ends, and last at most an hour.");
            return null;
        }
        if (method.length() > LONGEST_METHOD) {
            rejections.add(1, "A method has at most " + LONGEST_METHOD + " characters.");
            return null;
        }
        ReportedCall call = new ReportedCall();
        String name = service.text("service.name");
        call.caller = name.isBlank() ? reporter : name;
        call.method = method;
        call.target = located.target();
        call.status = attributes.status();
        call.bytesIn = attributes.number("http.request.body.size", "http.request_content_length");
        call.bytesOut = attributes.number("http.response.body.size", "http.response_content_length");
        call.atMillis = span.getStartTimeUnixNano() / 1_000_000;
        call.totalNanos = nanos;
        String error = attributes.text("error.type");
        String said = span.getStatus().getMessage();
        call.failure = !said.isEmpty() ? said : error.isEmpty() ? null : error;
        String late = calls.problemOf(ReportedCalls.endOf(call));
        if (late != null) {
            rejections.add(1, late);
            return null;
        }
        call.goesTo(endpoints.resolve(located.upstream().id(), method, call.target));
        return call;
    }

    /** Scheme, host and port: the rest may hold what is secret. */
    private static String origin(String url) {
        int path = url.indexOf('/', Math.max(0, url.indexOf("://")) + 3);
        return url.isEmpty() ? "that is not told" : path < 0 ? url : url.substring(0, path);
    }
}
