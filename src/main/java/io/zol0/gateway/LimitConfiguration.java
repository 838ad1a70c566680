package io.zol0.gateway;

import io.zol0.home.Secret;
import io.zol0.limits.BanGuard;
import io.zol0.limits.KeyHash;
import io.zol0.limits.Limits;
import io.zol0.metrics.SeriesRecorder;
import java.time.Clock;
import java.util.Arrays;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the limits of the gateway. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
class LimitConfiguration {
    private static final int KEY_BYTES = 16;

    @Bean
    Limiting limiting(LimitSettings settings, BanTable bans, Secret secret, Clock clock, SeriesRecorder series) {
        byte[] key = Arrays.copyOf(secret.hash("limits-key", ""), KEY_BYTES);
        Limits limits =
                new Limits(clock, System::nanoTime, KeyHash.under(key), step -> LevelSeries.record(step, series));
        return new Limiting(limits, new BanGuard(limits::freeze, limits::thaw, bans, clock), settings);
    }
}
