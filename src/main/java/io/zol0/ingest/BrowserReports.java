package io.zol0.ingest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.zol0.catalog.Endpoints;
import io.zol0.metrics.PageVitals;
import io.zol0.metrics.Vital;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.util.unit.DataSize;

/**
 * Takes what browsers measured of pages whose origin is allowed: from each address at most {@value #OF_ADDRESS} reports a
 * minute, from all together at most {@value #OF_ALL} a second.
 */
@Service
public class BrowserReports {
    static final int OF_ADDRESS = 60;
    static final int OF_ALL = 200;
    private static final int MOST_ADDRESSES = 10_000;
    private static final int LARGEST_BYTES = 16 * 1024;
    private static final String SHARE = "__SHARE__";

    private final BrowserTable settings;
    private final KnownUpstreams upstreams;
    private final PageVitals vitals;
    private final String script;
    private final Bucket all = Bucket.builder()
            .addLimit(limit -> limit.capacity(OF_ALL).refillGreedy(OF_ALL, Duration.ofSeconds(1)))
            .build();
    private final Cache<String, Bucket> addresses = Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .expireAfterAccess(Duration.ofMinutes(5))
            .build();

    BrowserReports(BrowserTable settings, KnownUpstreams upstreams, PageVitals vitals) {
        this.settings = settings;
        this.upstreams = upstreams;
        this.vitals = vitals;
        this.script = text("rum.js");
    }

    /** The script that pages load, which lets only the chosen share of visits report. */
    public String script() {
        return script.replace(SHARE, Double.toString(settings.known().share()));
    }

    /** Whether pages of an origin may report. */
    public boolean allows(@Nullable String origin) {
        return origin != null && settings.known().allows(origin.toLowerCase(Locale.ROOT));
    }

    /**
     * Takes the report of one visit.
     *
     * @param origin of the page; it may report
     * @param address where it comes from
     * @throws NotTaken where nothing of it counts
     */
    public void take(String origin, String address, InputStream body) throws IOException {
        Bucket mine = addresses.get(
                address,
                any -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(OF_ADDRESS).refillGreedy(OF_ADDRESS, Duration.ofMinutes(1)))
                        .build());
        if (!mine.tryConsume(1) || !all.tryConsume(1)) {
            throw NotTaken.tooMany("Browsers report too often; this one is not counted.");
        }
        byte[] bytes = body.readNBytes(LARGEST_BYTES + 1);
        if (bytes.length > LARGEST_BYTES) {
            throw NotTaken.tooLarge("The report of a visit has at most "
                    + DataSize.ofBytes(LARGEST_BYTES).toKilobytes() + " kB.");
        }
        Visit visit = Visit.read(bytes);
        String host = origin.substring(origin.indexOf("://") + 3);
        String page = host + Endpoints.templateOf(visit.path());
        for (Map.Entry<Vital, Double> each : visit.vitals().entrySet()) {
            vitals.record(page, visit.device(), each.getKey(), each.getValue());
        }
        for (Visit.Called called : visit.calls()) {
            KnownUpstreams.Located located = upstreams.located(called.url());
            if (located != null) {
                String upstream = located.upstream().name();
                String resource = upstream + Endpoints.templateOf(located.target());
                vitals.record(upstream, visit.device(), Vital.UPSTREAM, called.millis());
                vitals.record(resource, visit.device(), Vital.RESOURCE, called.millis());
            }
        }
    }

    private static String text(String name) {
        try (InputStream in = BrowserReports.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The jar has no " + name + ".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
