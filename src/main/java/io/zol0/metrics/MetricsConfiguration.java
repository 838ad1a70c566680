package io.zol0.metrics;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Binds the settings of this room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    MetricsSettings.class,
    ReplaySettings.class,
    RetentionSettings.class,
    RollupSettings.class,
    SeriesSettings.class,
    SingleSettings.class
})
class MetricsConfiguration {}
