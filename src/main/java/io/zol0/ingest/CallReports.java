package io.zol0.ingest;

import io.zol0.catalog.Endpoints;
import io.zol0.metrics.ReportedCalls;
import io.zol0.users.Sight;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.util.unit.DataSize;

/**
 * Takes batches of calls that did not come through the gateway. All of a batch is read before any of it counts: one that
 * breaks off counts not at all and can be sent again. Under a key of idempotency it counts once within a day, as long as this
 * process lives and 10,000 later keys have not come.
 */
@Service
public class CallReports {
    private static final DataSize LARGEST = DataSize.ofMegabytes(32);

    private final CallReader.Places places;
    private final ReportedCalls calls;
    private final Turnstile turnstile = new Turnstile();
    private final Once once = new Once();

    CallReports(KnownUpstreams upstreams, Endpoints endpoints, ReportedCalls calls) {
        this.places = new CallReader.Places(
                upstreams::named,
                upstreams::located,
                (upstream, call) -> call.goesTo(endpoints.resolve(upstream.id(), call.method, call.target)));
        this.calls = calls;
    }

    /**
     * Takes a batch from whoever is signed in on this thread.
     *
     * @param reporter who it is, and the caller of calls that name none
     * @param key under which the batch counts once; null where it counts each time
     * @param encoding the body's Content-Encoding; null for none
     * @throws NotTaken where nothing of it counts
     */
    public Taken take(String reporter, @Nullable String key, InputStream body, @Nullable String encoding)
            throws IOException {
        Once.check(key);
        Sight sight = Sight.current();
        InputStream content = Body.of(body, encoding, LARGEST);
        return key == null
                ? turnstile.through(() -> count(reporter, sight, content))
                : once.take(reporter + "\n" + key, () -> turnstile.through(() -> count(reporter, sight, content)));
    }

    private Taken count(String reporter, Sight sight, InputStream body) {
        CallReader reader = new CallReader(places, calls::problemOf, sight, reporter).read(body);
        calls.record(reader.calls());
        return reader.taken();
    }
}
