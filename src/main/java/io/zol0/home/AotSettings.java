package io.zol0.home;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the AOT cache of the JVM is trained.
 *
 * @param cache the file; its name is of one jar, one JVM and its options, so that it is never right for another;
 *     none: nothing is trained
 * @param delay from the moment ZoL0 is ready until the training begins
 * @param patience longest time for each of the training's two steps, which have the lowest priority, and so wait where processors are busy
 */
@ConfigurationProperties("zol0.aot")
record AotSettings(
        @Nullable Path cache,
        @DefaultValue("20s") Duration delay,
        @DefaultValue("20m") Duration patience) {}
