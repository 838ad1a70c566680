package io.zol0.api;

import io.micrometer.core.instrument.Clock;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sends ZoL0's own metrics to a collector, where somebody wants that; Prometheus may ask for them all the same. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OwnMetricsSettings.class)
class OwnMetrics {
    /** Decided here and not by a condition, for those are decided when ZoL0 is built. */
    @Bean
    @Nullable
    OtlpMeterRegistry otlp(OwnMetricsSettings settings) {
        return settings.url().isEmpty() ? null : new OtlpMeterRegistry(new Config(settings), Clock.SYSTEM);
    }

    /** As Micrometer wants it. */
    private record Config(OwnMetricsSettings settings) implements OtlpConfig {
        @Override
        public @Nullable String get(String key) {
            return null;
        }

        @Override
        public String url() {
            return settings.url();
        }

        @Override
        public Duration step() {
            return settings.step();
        }

        @Override
        public Map<String, String> headers() {
            return settings.headersByName();
        }

        @Override
        public Map<String, String> resourceAttributes() {
            return Map.of("service.name", "zol0");
        }
    }
}
