package io.zol0.gateway;

import io.zol0.catalog.Upstream;
import io.zol0.limits.BanGuard;
import io.zol0.limits.BanStore;
import io.zol0.limits.Control;
import io.zol0.limits.Cost;
import io.zol0.limits.KeyHash;
import io.zol0.limits.KeySource;
import io.zol0.limits.Limits;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import io.zol0.limits.WindowKind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gateway with limits, and quotas for it. */
final class LimitFixture implements AutoCloseable {
    /** No window of this length ends while a test runs, and calls wait for longer. */
    static final Duration LONG = Duration.ofMinutes(9);

    final Limits limits = new Limits(Clock.systemUTC(), System::nanoTime, KeyHash.under(new byte[16]));
    final BanGuard guard = new BanGuard(limits::freeze, limits::thaw, BanStore.NONE, Clock.systemUTC());
    final Limiting limiting;
    final GatewayFixture gateway;

    LimitFixture() {
        this(LimitSettings.DEFAULTS, GatewayFixture.settings());
    }

    LimitFixture(LimitSettings settings, GatewaySettings of) {
        limiting = new Limiting(limits, guard, settings);
        gateway = new GatewayFixture(of, "127.0.0.1", null, NameService.SYSTEM, last -> new LimitStep(limiting, last));
    }

    LimitFixture with(String name, MisbehavingUpstream upstream, @Nullable String preset) {
        return with(read(GatewayFixture.upstream(name, upstream.port()), preset));
    }

    LimitFixture with(Upstream upstream) {
        gateway.with(upstream);
        limiting.put(upstream);
        return this;
    }

    LimitFixture with(Quotas quota) {
        limiting.put(quota.make());
        return this;
    }

    static Upstream read(Upstream u, @Nullable String preset) {
        return new Upstream(
                u.id(),
                u.name(),
                u.baseUrl(),
                u.environment(),
                u.enabled(),
                u.demo(),
                u.protocol(),
                u.connectTimeout(),
                u.responseTimeout(),
                u.totalTimeout(),
                u.mapsLocations(),
                u.scopesCookies(),
                preset,
                u.version());
    }

    @Override
    public void close() {
        gateway.close();
    }

    /** Makes quotas of upstream 1 named "calls": so many in a month, without a margin, that let calls wait for ten minutes. */
    static final class Quotas {
        private String name = "calls";
        private long id = 1;
        private @Nullable String preset;
        private QuotaScope scope = QuotaScope.UPSTREAM;
        private List<QuotaWindow> windows;
        private List<Cost> costs = List.of();
        private WhenEmpty whenEmpty = WhenEmpty.QUEUE;
        private Control control = Control.OFF;

        private Quotas(QuotaWindow window) {
            windows = List.of(window);
        }

        static Quotas of(long capacity) {
            return of(capacity, LONG);
        }

        static Quotas of(long capacity, Duration period) {
            return new Quotas(new QuotaWindow(WindowKind.ROLLING, capacity, period));
        }

        Quotas named(long number, String called) {
            id = number;
            name = called;
            return this;
        }

        Quotas from(String reference) {
            preset = reference;
            return this;
        }

        Quotas perKey(String header) {
            scope = new QuotaScope(List.of(), new KeySource(KeySource.Place.HEADER, header), false, false);
            return this;
        }

        Quotas costs(Cost... all) {
            costs = List.of(all);
            return this;
        }

        Quotas control(Control.Mode mode) {
            control = new Control(mode, 0.1, 1);
            return this;
        }

        Quotas whenEmpty(WhenEmpty what) {
            whenEmpty = what;
            return this;
        }

        Quota make() {
            return new Quota(
                    id,
                    1,
                    name,
                    true,
                    preset,
                    scope,
                    windows,
                    costs,
                    0,
                    0,
                    Duration.ZERO,
                    whenEmpty == WhenEmpty.QUEUE ? Duration.ofMinutes(10) : Duration.ZERO,
                    whenEmpty,
                    control,
                    0);
        }
    }
}
