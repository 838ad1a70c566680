package io.zol0.gateway;

import io.zol0.cache.CachePolicy;

class PassThroughCachedTests extends PassThroughContract {
    @Override
    void set(GatewayFixture.Settings settings) {}

    @Override
    void set(GatewayFixture running) {
        running.policy = CachePolicy.ORIGIN;
    }
}
