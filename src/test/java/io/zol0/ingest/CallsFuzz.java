package io.zol0.ingest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.zol0.catalog.Upstream;
import io.zol0.users.Sight;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;

class CallsFuzz {
    private final Upstream upstream = new Upstream(
            1,
            "a",
            URI.create("https://a.example"),
            "production",
            true,
            false,
            Upstream.Protocol.AUTO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            true,
            true,
            null,
            1);
    private final CallReader.Places places = new CallReader.Places(
            name -> name.equals("a") ? upstream : null,
            url -> url.startsWith("h") ? new KnownUpstreams.Located(upstream, url) : null,
            (to, call) -> call.goesTo(1, to.id()));

    @FuzzTest(maxDuration = "5s")
    void whatever_the_bytes_each_call_is_sound_or_refused_by_its_place(byte[] bytes) {
        CallReader reader = new CallReader(places, end -> null, Sight.EVERYWHERE, "somebody");
        try {
            reader.read(new ByteArrayInputStream(bytes));
        } catch (NotTaken refused) {
            return; // a sentence is what is wanted
        }
        Taken taken = reader.taken();
        if (taken.accepted() != reader.calls().size()
                || taken.problems().size() > Math.min(taken.refused(), Taken.MOST_PROBLEMS)) {
            throw new AssertionError("miscounted: " + taken);
        }
        for (ReportedCall call : reader.calls()) {
            if (call.totalNanos() < 0
                    || call.firstByteNanos() < 0
                    || call.firstByteNanos() > call.totalNanos()
                    || call.bytesIn() < 0
                    || call.bytesOut() < 0
                    || call.status() < 0
                    || call.status() > 599
                    || call.method().isEmpty()) {
                throw new AssertionError("unsound: " + call.method() + " " + call.status());
            }
        }
    }
}
