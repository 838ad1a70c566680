package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.cache.AnswerCache;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.Readings;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.Subject;
import io.zol0.users.AsItself;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What of the cache becomes series. */
@ApplicationTest
@AsItself
class CacheSeriesTests {
    private static final long NOW = System.currentTimeMillis();

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    private final AnswerCache cache = StoredAnswers.fresh();
    private final StoredAnswers answers = new StoredAnswers(cache);
    private Upstream upstream;
    private CacheSeries series;

    /** What was read, by series. */
    private static final class Read implements Readings {
        private final Map<SeriesKey, Double> all = new HashMap<>();

        @Override
        public void gauge(SeriesKey key, double value) {
            all.put(key, value);
        }

        @Override
        public void total(SeriesKey key, double total) {
            all.put(key, total);
        }

        private Map<String, Double> of(Subject subject) {
            Map<String, Double> named = new HashMap<>();
            all.forEach((key, value) -> {
                if (key.subject().equals(subject)) {
                    named.put(key.name().text(), value);
                }
            });
            return named;
        }
    }

    @BeforeEach
    void add() {
        upstream = upstreams.add(UpstreamDraft.of("sampled", "https://example.org"));
        series = new CacheSeries(cache, endpoints);
    }

    @AfterEach
    void remove() {
        upstreams.remove(upstream.id());
        cache.close();
    }

    private Read read() {
        Read read = new Read();
        series.read(read);
        return read;
    }

    @Test
    void hits_misses_by_reason_savings_and_ages_are_series_of_the_endpoint_its_upstream_and_the_whole() {
        Endpoint one = endpoints.resolve(upstream.id(), "GET", "/one");
        Endpoint other = endpoints.resolve(upstream.id(), "GET", "/other");
        answers.get(upstream.id(), one.id(), "/one", "12345", NOW);
        answers.get(upstream.id(), one.id(), "/one", "", NOW + 500);
        answers.get(upstream.id(), one.id(), "/one", "", NOW + 50_000);
        answers.get(upstream.id(), one.id(), "/one", "12345", NOW + 61_000);
        answers.get(upstream.id(), other.id(), "/other", "123", NOW);
        Read read = read();
        Map<String, Double> expected = Map.of(
                "cache.hits", 2.0,
                "cache.asked", 4.0,
                "cache.saved.calls", 2.0,
                "cache.saved.bytes", 10.0,
                "cache.misses.uri_miss", 1.0,
                "cache.misses.stale", 1.0,
                "cache.age.under_1s", 1.0,
                "cache.age.under_64s", 1.0);
        assertThat(read.of(Subject.endpoint(one.id(), upstream.id()))).isEqualTo(expected);
        assertThat(read.of(Subject.endpoint(other.id(), upstream.id())))
                .isEqualTo(Map.of("cache.asked", 1.0, "cache.misses.uri_miss", 1.0));
        assertThat(read.of(Subject.upstream(upstream.id())))
                .containsEntry("cache.hits", 2.0)
                .containsEntry("cache.asked", 5.0)
                .containsEntry("cache.misses.uri_miss", 2.0);
        assertThat(read.of(Subject.WHOLE))
                .containsEntry("cache.asked", 5.0)
                .containsEntry("cache.used", (double) cache.used().toBytes())
                .containsEntry("cache.taken", (double) cache.taken().toBytes());
        assertThat(cache.used().toBytes()).isPositive();
    }

    @Test
    void endpoints_beyond_the_bound_are_part_of_their_upstream_and_the_first_ones_keep_their_series() {
        int many = CacheSeries.MOST_ENDPOINTS + 50;
        for (int i = 0; i < many; i++) {
            Endpoint endpoint = endpoints.resolve(upstream.id(), "GET", "/word" + letters(i));
            answers.get(upstream.id(), endpoint.id(), "/word" + letters(i), "x", NOW);
        }
        var first = ofEndpoints(read());
        assertThat(first).hasSize(CacheSeries.MOST_ENDPOINTS);
        assertThat(ofEndpoints(read())).isEqualTo(first);
        assertThat(read().of(Subject.upstream(upstream.id()))).containsEntry("cache.asked", (double) many);
    }

    private static java.util.Set<Subject> ofEndpoints(Read read) {
        java.util.Set<Subject> subjects = new java.util.HashSet<>();
        read.all.keySet().stream()
                .map(SeriesKey::subject)
                .filter(subject -> subject.kind() == Subject.Kind.ENDPOINT)
                .forEach(subjects::add);
        return subjects;
    }

    /** A word for a number, for numbers in a path are one endpoint. */
    private static String letters(int number) {
        return Integer.toString(number, 5)
                .chars()
                .collect(
                        StringBuilder::new,
                        (word, digit) -> word.append((char) ('g' + digit - '0')),
                        StringBuilder::append)
                .toString();
    }
}
