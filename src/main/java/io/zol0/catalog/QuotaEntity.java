package io.zol0.catalog;

import io.zol0.limits.Control;
import io.zol0.limits.Cost;
import io.zol0.limits.KeySource;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import io.zol0.limits.WindowKind;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Duration;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A quota as it is kept. */
@Entity
@Table(name = "quota")
class QuotaEntity {
    @Id
    private long id;

    private long upstreamId;
    private String name;
    private boolean enabled;
    private @Nullable String preset;

    @ColumnTransformer(write = "?::jsonb")
    private String endpoints;

    @Enumerated(EnumType.STRING)
    private KeySource.@Nullable Place keyPlace;

    private @Nullable String keyName;
    private boolean perCaller;
    private boolean perEndpoint;

    @ColumnTransformer(write = "?::jsonb")
    private String windows;

    @ColumnTransformer(write = "?::jsonb")
    private String costs;

    private BigDecimal margin;
    private BigDecimal reserve;
    private long minIntervalMs;
    private long maxWaitMs;

    @Enumerated(EnumType.STRING)
    private WhenEmpty whenEmpty;

    @Enumerated(EnumType.STRING)
    private Control.Mode controlMode;

    private BigDecimal controlFloor;
    private BigDecimal controlCeiling;
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected QuotaEntity() {}

    /** A quota that {@link QuotaRules} found right. */
    QuotaEntity(Quota quota, long id, long version) {
        this.id = id;
        this.version = version;
        upstreamId = quota.upstreamId();
        name = quota.name();
        enabled = quota.enabled();
        preset = quota.preset();
        endpoints = SettingJson.write(quota.scope().endpoints());
        KeySource key = quota.scope().key();
        keyPlace = key == null ? null : key.place();
        keyName = key == null ? null : key.name();
        perCaller = quota.scope().perCaller();
        perEndpoint = quota.scope().perEndpoint();
        windows = SettingJson.write(quota.windows().stream().map(Window::of).toList());
        costs = SettingJson.write(quota.costs());
        margin = BigDecimal.valueOf(quota.margin());
        reserve = BigDecimal.valueOf(quota.reserve());
        minIntervalMs = quota.minInterval().toMillis();
        maxWaitMs = quota.maxWait().toMillis();
        whenEmpty = quota.whenEmpty();
        controlMode = quota.control().mode();
        controlFloor = BigDecimal.valueOf(quota.control().floor());
        controlCeiling = BigDecimal.valueOf(quota.control().ceiling());
    }

    Quota toQuota() {
        return new Quota(
                id,
                upstreamId,
                name,
                enabled,
                preset,
                new QuotaScope(
                        SettingJson.readList(endpoints, String.class),
                        keyPlace == null || keyName == null ? null : new KeySource(keyPlace, keyName),
                        perCaller,
                        perEndpoint),
                SettingJson.readList(windows, Window.class).stream()
                        .map(Window::toWindow)
                        .toList(),
                SettingJson.readList(costs, Cost.class),
                margin.doubleValue(),
                reserve.doubleValue(),
                Duration.ofMillis(minIntervalMs),
                Duration.ofMillis(maxWaitMs),
                whenEmpty,
                new Control(controlMode, controlFloor.doubleValue(), controlCeiling.doubleValue()),
                version);
    }

    /** A window with its period as a number, which a constraint can look at. */
    record Window(WindowKind kind, long capacity, long periodMs) {
        static Window of(QuotaWindow window) {
            return new Window(window.kind(), window.capacity(), window.period().toMillis());
        }

        QuotaWindow toWindow() {
            return new QuotaWindow(kind, capacity, Duration.ofMillis(periodMs));
        }
    }
}
