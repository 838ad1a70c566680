package io.zol0.limits;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes quotas for tests: of one upstream, without a margin, that let calls wait for a minute unless something else is said. */
final class TestQuota {
    private long id = 1;
    private String name = "weight";
    private boolean enabled = true;
    private QuotaScope scope = QuotaScope.UPSTREAM;
    private List<QuotaWindow> windows = List.of();
    private List<Cost> costs = List.of();
    private double margin;
    private double reserve;
    private Duration minInterval = Duration.ZERO;
    private Duration maxWait = Duration.ofMinutes(1);
    private WhenEmpty whenEmpty = WhenEmpty.QUEUE;
    private Control control = Control.OFF;

    private @Nullable String preset;

    private TestQuota() {}

    static TestQuota of(WindowKind kind, long capacity, Duration period) {
        return new TestQuota().windows(new QuotaWindow(kind, capacity, period));
    }

    TestQuota windows(QuotaWindow... all) {
        windows = List.of(all);
        return this;
    }

    TestQuota id(long number) {
        id = number;
        name = "quota-" + number;
        return this;
    }

    TestQuota from(String reference) {
        preset = reference;
        return this;
    }

    TestQuota disabled() {
        enabled = false;
        return this;
    }

    TestQuota scope(QuotaScope which) {
        scope = which;
        return this;
    }

    TestQuota endpoints(String... patterns) {
        return scope(new QuotaScope(List.of(patterns), scope.key(), scope.perCaller(), scope.perEndpoint()));
    }

    TestQuota perKey() {
        return scope(new QuotaScope(
                scope.endpoints(),
                new KeySource(KeySource.Place.HEADER, "X-Key"),
                scope.perCaller(),
                scope.perEndpoint()));
    }

    TestQuota perCaller() {
        return scope(new QuotaScope(scope.endpoints(), scope.key(), true, scope.perEndpoint()));
    }

    TestQuota perEndpoint() {
        return scope(new QuotaScope(scope.endpoints(), scope.key(), scope.perCaller(), true));
    }

    TestQuota costs(Cost... all) {
        costs = List.of(all);
        return this;
    }

    TestQuota weighing(String endpoint, long weight) {
        return costs(new Cost(endpoint, weight, null, List.of(), false));
    }

    TestQuota margin(double share) {
        margin = share;
        return this;
    }

    TestQuota reserve(double share) {
        reserve = share;
        return this;
    }

    TestQuota every(Duration interval) {
        minInterval = interval;
        return this;
    }

    TestQuota waiting(Duration longest) {
        maxWait = longest;
        return this;
    }

    TestQuota whenEmpty(WhenEmpty what) {
        whenEmpty = what;
        maxWait = Duration.ZERO;
        return this;
    }

    /** Moved by hand. */
    TestQuota control(double floor, double ceiling) {
        return control(Control.Mode.OFF, floor, ceiling);
    }

    TestQuota control(Control.Mode mode, double floor, double ceiling) {
        control = new Control(mode, floor, ceiling);
        return this;
    }

    Quota make() {
        return new Quota(
                id,
                1,
                name,
                enabled,
                preset,
                scope,
                windows,
                costs,
                margin,
                reserve,
                minInterval,
                maxWait,
                whenEmpty,
                control,
                0);
    }
}
