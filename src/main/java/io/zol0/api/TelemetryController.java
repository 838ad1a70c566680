package io.zol0.api;

import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.zol0.ingest.NotTaken;
import io.zol0.ingest.OtlpTaken;
import io.zol0.ingest.Telemetry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes telemetry by OTLP over HTTP.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>
 */
@RestController
class TelemetryController {
    private static final MediaType PROTOBUF = MediaType.valueOf("application/x-protobuf");

    private final Telemetry telemetry;

    TelemetryController(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    /** Takes an export. */
    private interface Taking {
        OtlpTaken take() throws IOException;
    }

    @PostMapping("/v1/traces")
    ResponseEntity<?> traces(HttpServletRequest request, Principal reporter) throws IOException {
        return answer(
                request,
                () -> telemetry.takeTraces(
                        reporter.getName(), request.getInputStream(), request.getContentType(), encoding(request)),
                "rejectedSpans",
                taken -> ExportTraceServiceResponse.newBuilder()
                        .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                                .setRejectedSpans(taken.rejected())
                                .setErrorMessage(taken.message()))
                        .build()
                        .toByteArray());
    }

    @PostMapping("/v1/metrics")
    ResponseEntity<?> metrics(HttpServletRequest request, Principal reporter) throws IOException {
        return answer(
                request,
                () -> telemetry.takeMetrics(
                        reporter.getName(), request.getInputStream(), request.getContentType(), encoding(request)),
                "rejectedDataPoints",
                taken -> ExportMetricsServiceResponse.newBuilder()
                        .setPartialSuccess(ExportMetricsPartialSuccess.newBuilder()
                                .setRejectedDataPoints(taken.rejected())
                                .setErrorMessage(taken.message()))
                        .build()
                        .toByteArray());
    }

    private static ResponseEntity<?> answer(
            HttpServletRequest request,
            Taking taking,
            String rejected,
            java.util.function.Function<OtlpTaken, byte[]> encoded)
            throws IOException {
        boolean protobuf = String.valueOf(request.getContentType()).startsWith(PROTOBUF.toString());
        try {
            OtlpTaken taken = taking.take();
            if (protobuf) {
                byte[] body = taken.rejected() == 0 ? new byte[0] : encoded.apply(taken);
                return ResponseEntity.ok().contentType(PROTOBUF).body(body);
            }
            Map<String, Object> partial = new LinkedHashMap<>();
            partial.put(rejected, Long.toString(taken.rejected()));
            partial.put("errorMessage", taken.message());
            return ResponseEntity.ok(taken.rejected() == 0 ? Map.of() : Map.of("partialSuccess", partial));
        } catch (NotTaken refused) {
            if (!protobuf) {
                throw refused;
            }
            ResponseEntity.BodyBuilder answer =
                    ResponseEntity.status(ApiProblems.statusOf(refused.why())).contentType(PROTOBUF);
            if (refused.why() == NotTaken.Why.BUSY) {
                answer.header(HttpHeaders.RETRY_AFTER, "1");
            }
            return answer.body(status(String.valueOf(refused.getMessage())));
        }
    }

    /** A {@code google.rpc.Status} with a message alone. */
    private static byte[] status(String message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeString(2, message);
        out.flush();
        return bytes.toByteArray();
    }

    private static String encoding(HttpServletRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding == null ? "" : encoding;
    }
}
