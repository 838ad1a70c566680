package io.zol0.demo;

import io.zol0.home.Bounds;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the demo behaves.
 *
 * @param slowness factor on the two slow pages, 0.001 to 2: at 1 {@code /api/trading/statistics} takes about 7 s and
 *     {@code /api/cache/init} 10 s
 * @param demand factor on how often the callers call, 0.1 to 10: at 1 they ask for about 1,100 of the weight of 1,200 that the
 *     exchange gives a minute
 * @param seed of every draw: same seed, same draws
 */
@ConfigurationProperties("zol0.demo")
record DemoSettings(
        @DefaultValue("0.1") double slowness,

        @DefaultValue("1") double demand,

        @DefaultValue("2026") long seed) {
    /** @throws IllegalArgumentException naming the setting where one is out of its bounds */
    DemoSettings {
        Bounds.between("zol0.demo.slowness", slowness, 0.001, 2);
        Bounds.between("zol0.demo.demand", demand, 0.1, 10);
    }
}
