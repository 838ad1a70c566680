package io.zol0.gateway;

import io.zol0.cache.AnswerCache;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CacheScope;
import io.zol0.cache.Flights;
import io.zol0.home.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the cache of the gateway. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CacheMemory.class)
class CacheConfiguration {
    /** Answers that wait to be compressed; what comes beyond stays as it came. */
    private static final int MOST_WAITING = 10_000;

    /** What takes time; not a bean of a type of executor, for Spring would take it for its own. */
    record Worker(ThreadPoolExecutor threads) implements AutoCloseable {
        @Override
        public void close() {
            threads.shutdownNow();
        }
    }

    @Bean
    Worker cacheWorker() {
        return new Worker(new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().name("cache").daemon().factory()));
    }

    @Bean
    AnswerCache answerCache(CacheMemory memory, Secret secret, Worker worker) {
        return new AnswerCache(
                memory.settings(),
                text -> secret.hash("cache-key", new String(text, StandardCharsets.ISO_8859_1)),
                worker.threads());
    }

    @Bean
    Caching caching(AnswerCache cache, Clock clock) {
        return new Caching(
                cache,
                new Flights(),
                new PolicySource() {
                    @Override
                    public CachePolicy policyOf(long endpointId, long upstreamId) {
                        return CachePolicy.OFF;
                    }

                    @Override
                    public CacheScope scopeOf(long upstreamId) {
                        return CacheScope.PLAIN;
                    }
                },
                clock::millis);
    }
}
