package io.zol0.gateway;

class PassThroughOnIoUringTests extends PassThroughContract {
    @Override
    void set(GatewayFixture.Settings settings) {
        settings.transport = Transport.IO_URING;
    }
}
