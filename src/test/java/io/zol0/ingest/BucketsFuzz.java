package io.zol0.ingest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;

class BucketsFuzz {
    @FuzzTest(maxDuration = "5s")
    void whatever_the_histogram_its_buckets_are_sound_or_refused(byte[] bytes) throws Exception {
        HistogramDataPoint point;
        try {
            point = HistogramDataPoint.parseFrom(bytes);
        } catch (com.google.protobuf.InvalidProtocolBufferException none) {
            return;
        }
        try {
            Buckets buckets = Buckets.of(point);
            if (buckets.count() < 0
                    || buckets.bounds().size() != buckets.counts().size() + 1) {
                throw new AssertionError("unsound: " + buckets);
            }
        } catch (IllegalArgumentException refused) {
            // as it says
        }
    }
}
