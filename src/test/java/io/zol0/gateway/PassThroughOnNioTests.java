package io.zol0.gateway;

class PassThroughOnNioTests extends PassThroughContract {
    @Override
    void set(GatewayFixture.Settings settings) {
        settings.transport = Transport.NIO;
    }
}
