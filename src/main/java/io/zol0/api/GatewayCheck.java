package io.zol0.api;

import io.zol0.gateway.Gateway;
import io.zol0.gateway.GatewayStatus;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether the gateway listens. */
@Component
@Order(2)
class GatewayCheck implements HealthCheck {
    private final Gateway gateway;

    GatewayCheck(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public CheckResult result() {
        GatewayStatus status = gateway.status();
        return status.listening()
                ? CheckResult.up(
                        "gateway",
                        "listens by %s; %d connections, %d calls in flight"
                                .formatted(status.transport(), status.connections(), status.callsInFlight()))
                : CheckResult.down("gateway", "does not listen; no call gets through");
    }
}
