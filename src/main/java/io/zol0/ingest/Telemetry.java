package io.zol0.ingest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.zol0.catalog.Endpoints;
import io.zol0.metrics.ReportedCalls;
import io.zol0.users.Sight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.util.unit.DataSize;

/**
 * Takes telemetry as OTLP has it: spans of HTTP clients become calls, their histograms become sketches. Of a service that
 * sends both only the spans count.
 */
@Service
public class Telemetry {
    private static final DataSize LARGEST = DataSize.ofMegabytes(16);
    private static final int MOST_HISTOGRAMS = 20_000;

    private final KnownUpstreams upstreams;
    private final Endpoints endpoints;
    private final ReportedCalls calls;
    private final Instant since;
    private final TracingServices tracing = new TracingServices();
    private final Turnstile turnstile = new Turnstile();
    private final Cache<String, Buckets> before = Caffeine.newBuilder()
            .maximumSize(MOST_HISTOGRAMS)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    Telemetry(KnownUpstreams upstreams, Endpoints endpoints, ReportedCalls calls, Clock clock) {
        this.upstreams = upstreams;
        this.endpoints = endpoints;
        this.calls = calls;
        this.since = clock.instant();
    }

    /**
     * Takes spans from whoever is signed in on this thread.
     *
     * @param reporter who it is, and the caller of services without a name
     * @param contentType of the body: Protobuf or JSON
     * @param encoding the body's Content-Encoding; null for none
     * @throws NotTaken where nothing of it counts
     */
    public OtlpTaken takeTraces(
            String reporter, InputStream body, @Nullable String contentType, @Nullable String encoding)
            throws IOException {
        Sight sight = Sight.current();
        InputStream content = Body.of(body, encoding, LARGEST);
        return turnstile.through(() -> new SpanReader(upstreams, endpoints, calls, sight, reporter)
                .take(
                        read(content, contentType, ExportTraceServiceRequest::newBuilder)
                                .build(),
                        tracing));
    }

    /** Takes metrics, as {@link #takeTraces} takes spans. */
    public OtlpTaken takeMetrics(
            String reporter, InputStream body, @Nullable String contentType, @Nullable String encoding)
            throws IOException {
        Sight sight = Sight.current();
        InputStream content = Body.of(body, encoding, LARGEST);
        return turnstile.through(() -> new HistogramReader(upstreams, endpoints, calls, sight, reporter, before, since)
                .take(
                        read(content, contentType, ExportMetricsServiceRequest::newBuilder)
                                .build(),
                        tracing));
    }

    static <B extends Message.Builder> B read(InputStream body, @Nullable String contentType, Supplier<B> empty) {
        if (OtlpJson.isJson(contentType)) {
            return OtlpJson.read(body, empty.get());
        }
        if (contentType == null || !contentType.startsWith("application/x-protobuf")) {
            throw NotTaken.unknownForm("Telemetry has the Content-Type application/x-protobuf or application/json.");
        }
        B message = empty.get();
        try {
            message.mergeFrom(body, ExtensionRegistryLite.getEmptyRegistry());
            return message;
        } catch (InvalidProtocolBufferException broken) {
            throw NotTaken.unreadable("The export is not OTLP in Protobuf, or is broken off.");
        } catch (IOException broken) {
            if (broken instanceof java.util.zip.ZipException || broken instanceof java.io.EOFException) {
                throw NotTaken.unreadable("The body's gzip is broken off or damaged.");
            }
            throw new UncheckedIOException(broken);
        }
    }
}
