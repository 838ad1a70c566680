package io.zol0.ingest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayInputStream;

class OtlpFuzz {
    @FuzzTest(maxDuration = "5s")
    void whatever_the_bytes_they_are_telemetry_or_refused(byte[] bytes) {
        for (String type : new String[] {"application/json", "application/x-protobuf"}) {
            try {
                Telemetry.read(new ByteArrayInputStream(bytes), type, ExportTraceServiceRequest::newBuilder);
                Telemetry.read(new ByteArrayInputStream(bytes), type, ExportMetricsServiceRequest::newBuilder);
            } catch (NotTaken refused) {
                // a sentence is what is wanted
            }
        }
    }
}
