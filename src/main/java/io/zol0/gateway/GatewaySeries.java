package io.zol0.gateway;

import io.zol0.metrics.Readings;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.SeriesSource;
import org.springframework.stereotype.Component;

/** Samples the gateway: how late its event loops are, and what it holds. */
@Component
public final class GatewaySeries implements SeriesSource {
    /** The longest that an event loop was late. */
    public static final SeriesKey LAG = SeriesName.gauge("gateway.lag", "ms").ofWhole();

    /** Callers connected. */
    public static final SeriesKey CONNECTIONS =
            SeriesName.gauge("gateway.connections", "").ofWhole();

    /** Calls that have not ended. */
    public static final SeriesKey IN_FLIGHT =
            SeriesName.gauge("gateway.calls", "calls").ofWhole();

    private final Gateway gateway;

    GatewaySeries(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public void read(Readings into) {
        GatewayStatus status = gateway.status();
        into.gauge(LAG, status.lag().toNanos() / 1e6);
        into.gauge(CONNECTIONS, status.connections());
        into.gauge(IN_FLIGHT, status.callsInFlight());
    }
}
