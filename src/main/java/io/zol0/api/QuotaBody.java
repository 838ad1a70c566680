package io.zol0.api;

import io.zol0.limits.Control;
import io.zol0.limits.Cost;
import io.zol0.limits.KeySource;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import io.zol0.limits.WindowKind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A quota as the REST API has it; see {@link Quota} for the fields. What is left out of a request gets its default; name and
 * windows are needed, and the upstream for a new one. Shares are from 0 to 1, times by ISO 8601.
 *
 * @param id in answers; a request may leave it out
 * @param upstream name of the upstream
 */
record QuotaBody(
        @Nullable Long id,
        @Nullable String upstream,
        @Nullable String name,
        @Nullable Boolean enabled,
        @Nullable String preset,
        @Nullable Scope scope,
        @Nullable List<@Nullable Window> windows,
        @Nullable List<@Nullable Weight> costs,
        @Nullable Double margin,
        @Nullable Double reserve,
        @Nullable Duration minInterval,
        @Nullable Duration maxWait,
        @Nullable WhenEmpty whenEmpty,
        @Nullable Level control) {
    private static final Duration USUAL_WAIT = Duration.ofSeconds(10);

    /** Which calls it is about. */
    record Scope(
            @Nullable List<@Nullable String> endpoints,
            @Nullable Key key,
            @Nullable Boolean perCaller,
            @Nullable Boolean perEndpoint) {}

    /** Where the API key is. */
    record Key(KeySource.@Nullable Place place, @Nullable String name) {}

    /** A window. */
    record Window(
            @Nullable WindowKind kind,
            @Nullable Long capacity,
            @Nullable Duration period) {}

    /** What calls to some endpoints weigh. */
    record Weight(
            @Nullable String endpoint,
            @Nullable Long weight,
            @Nullable String field,
            @Nullable List<@Nullable Step> steps,
            @Nullable Boolean high) {}

    /** A step of a table of weights. */
    record Step(@Nullable Long upTo, @Nullable Long weight) {}

    /** How the operating level moves. */
    record Level(
            Control.@Nullable Mode mode,
            @Nullable Double floor,
            @Nullable Double ceiling) {}

    static QuotaBody of(Quota quota, String upstream) {
        KeySource key = quota.scope().key();
        return new QuotaBody(
                quota.id(),
                upstream,
                quota.name(),
                quota.enabled(),
                quota.preset(),
                new Scope(
                        quota.scope().endpoints(),
                        key == null ? null : new Key(key.place(), key.name()),
                        quota.scope().perCaller(),
                        quota.scope().perEndpoint()),
                quota.windows().stream()
                        .map(window -> new Window(window.kind(), window.capacity(), window.period()))
                        .toList(),
                quota.costs().stream()
                        .map(cost -> new Weight(
                                cost.endpoint(),
                                cost.weight(),
                                cost.field(),
                                cost.steps().stream()
                                        .map(step -> new Step(step.upTo(), step.weight()))
                                        .toList(),
                                cost.high()))
                        .toList(),
                quota.margin(),
                quota.reserve(),
                quota.minInterval(),
                quota.maxWait(),
                quota.whenEmpty(),
                new Level(
                        quota.control().mode(),
                        quota.control().floor(),
                        quota.control().ceiling()));
    }

    /**
     * The quota that it asks for.
     *
     * @throws Unfit where something needed is missing
     */
    Quota toQuota(long id, long upstreamId, long version) {
        Needs needs = new Needs();
        WhenEmpty empty = whenEmpty == null ? WhenEmpty.QUEUE : whenEmpty;
        Duration usualWait = empty == WhenEmpty.QUEUE ? USUAL_WAIT : Duration.ZERO;
        Quota quota = new Quota(
                id,
                upstreamId,
                needs.of(name, "name", ""),
                enabled == null || enabled,
                preset,
                scope == null ? QuotaScope.UPSTREAM : scope(scope, needs),
                windows(needs),
                costs(needs),
                margin == null ? 0.1 : margin,
                reserve == null ? 0 : reserve,
                minInterval == null ? Duration.ZERO : minInterval,
                maxWait == null ? usualWait : maxWait,
                empty,
                control == null ? Control.OFF : control(control, needs),
                version);
        needs.requireNoneMissing();
        return quota;
    }

    private static QuotaScope scope(Scope scope, Needs needs) {
        Key key = scope.key();
        return new QuotaScope(
                needs.each(scope.endpoints(), "scope.endpoints", "", (endpoint, place) -> endpoint),
                key == null
                        ? null
                        : new KeySource(
                                needs.of(key.place(), "scope.key.place", KeySource.Place.HEADER),
                                needs.of(key.name(), "scope.key.name", "")),
                Boolean.TRUE.equals(scope.perCaller()),
                Boolean.TRUE.equals(scope.perEndpoint()));
    }

    private List<QuotaWindow> windows(Needs needs) {
        return needs.each(
                needs.of(windows, "windows", List.of()),
                "windows",
                new Window(null, null, null),
                (window, place) -> new QuotaWindow(
                        needs.of(window.kind(), place + ".kind", WindowKind.ALIGNED),
                        needs.of(window.capacity(), place + ".capacity", 1L),
                        needs.of(window.period(), place + ".period", Duration.ofMinutes(1))));
    }

    private List<Cost> costs(Needs needs) {
        return needs.each(
                costs,
                "costs",
                new Weight(null, null, null, null, null),
                (cost, place) -> new Cost(
                        needs.of(cost.endpoint(), place + ".endpoint", ""),
                        needs.of(cost.weight(), place + ".weight", 1L),
                        cost.field(),
                        needs.each(
                                cost.steps(),
                                place + ".steps",
                                new Step(null, null),
                                (step, at) -> new Cost.Step(
                                        needs.of(step.upTo(), at + ".upTo", 0L),
                                        needs.of(step.weight(), at + ".weight", 1L))),
                        Boolean.TRUE.equals(cost.high())));
    }

    private static Control control(Level level, Needs needs) {
        return new Control(
                needs.of(level.mode(), "control.mode", Control.Mode.OFF),
                level.floor() == null ? Control.OFF.floor() : level.floor(),
                level.ceiling() == null ? Control.OFF.ceiling() : level.ceiling());
    }
}
