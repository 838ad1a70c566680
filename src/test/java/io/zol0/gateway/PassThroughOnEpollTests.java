package io.zol0.gateway;

class PassThroughOnEpollTests extends PassThroughContract {
    @Override
    void set(GatewayFixture.Settings settings) {
        settings.transport = Transport.EPOLL;
    }
}
