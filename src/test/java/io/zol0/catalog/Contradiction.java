package io.zol0.catalog;

import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CacheScope;
import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import io.zol0.limits.Control;
import io.zol0.limits.Cost;
import io.zol0.limits.KeySource;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import io.zol0.limits.WindowKind;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * One rule broken and no other.
 *
 * @param change what makes the quota wrong; null where it is about something else
 * @param other what is wrong otherwise; null where the types cannot even say it
 * @param sql the same as an update
 * @param json a body of a request where the types cannot say it
 */
record Contradiction(
        SettingRule rule,
        @Nullable UnaryOperator<Quota> change,
        @Nullable Setting other,
        String sql,
        @Nullable String json) {
    private static final Duration SOON = Duration.ofSeconds(1);

    static final List<Contradiction> ALL = List.of(
            quota(SettingRule.QUOTA_NAME, q -> TestSettings.named(q, "Weight"), "name = 'Weight'"),
            quota(SettingRule.QUOTA_NAME, q -> TestSettings.named(q, ""), "name = ''"),
            quota(SettingRule.QUOTA_NAME_TAKEN, q -> TestSettings.named(q, "taken"), "name = 'taken'"),
            quota(SettingRule.QUOTA_PRESET, q -> with(q, "Binance!"), "preset = 'Binance!'"),
            endpoints(List.of("/api/v3/*"), "'[\"/api/v3/*\"]'"),
            endpoints(List.of("GET /a b"), "'[\"GET /a b\"]'"),
            endpoints(List.of("GET /" + "x".repeat(300)), "jsonb_build_array('GET /' || repeat('x', 300))"),
            endpoints(Collections.nCopies(51, "*"), "(select jsonb_agg('*'::text) from generate_series(1, 51))"),
            key(new KeySource(KeySource.Place.HEADER, "X Y"), "key_place = 'HEADER', key_name = 'X Y'"),
            key(new KeySource(KeySource.Place.HEADER, "X:Y"), "key_place = 'HEADER', key_name = 'X:Y'"),
            key(new KeySource(KeySource.Place.QUERY, "a&b"), "key_place = 'QUERY', key_name = 'a&b'"),
            key(new KeySource(KeySource.Place.QUERY, ""), "key_place = 'QUERY', key_name = ''"),
            windows(SettingRule.QUOTA_WINDOWS, List.of(), "'[]'"),
            windows(
                    SettingRule.QUOTA_WINDOWS,
                    Collections.nCopies(5, new QuotaWindow(WindowKind.ROLLING, 10, SOON)),
                    "(select jsonb_agg(w) from (select windows -> 0 as w from generate_series(1, 5)))"),
            windows(
                    SettingRule.QUOTA_WINDOW_CAPACITY,
                    List.of(new QuotaWindow(WindowKind.ROLLING, 0, SOON)),
                    "'[{\"kind\": \"ROLLING\", \"capacity\": 0, \"periodMs\": 1000}]'"),
            windows(
                    SettingRule.QUOTA_WINDOW_CAPACITY,
                    List.of(
                            new QuotaWindow(WindowKind.ROLLING, 10, SOON),
                            new QuotaWindow(WindowKind.ROLLING, 1_000_000_001, SOON)),
                    "'[{\"kind\": \"ROLLING\", \"capacity\": 10, \"periodMs\": 1000},"
                            + " {\"kind\": \"ROLLING\", \"capacity\": 1000000001, \"periodMs\": 1000}]'"),
            windows(
                    SettingRule.QUOTA_WINDOW_PERIOD,
                    List.of(new QuotaWindow(WindowKind.ROLLING, 10, Duration.ofMillis(99))),
                    "'[{\"kind\": \"ROLLING\", \"capacity\": 10, \"periodMs\": 99}]'"),
            windows(
                    SettingRule.QUOTA_WINDOW_PERIOD,
                    List.of(new QuotaWindow(
                            WindowKind.ROLLING, 10, Duration.ofDays(31).plusMillis(1))),
                    "'[{\"kind\": \"ROLLING\", \"capacity\": 10, \"periodMs\": 2678400001}]'"),
            new Contradiction(
                    SettingRule.QUOTA_WINDOW_KIND,
                    null,
                    null,
                    "quota set windows = '[{\"kind\": \"SLIDING\", \"capacity\": 10, \"periodMs\": 1000}]'",
                    "{\"name\": \"a\", \"windows\": [{\"kind\": \"SLIDING\", \"capacity\": 10, \"period\":"
                            + " \"PT1S\"}]}"),
            costs(
                    SettingRule.QUOTA_COSTS,
                    Collections.nCopies(201, cost("*", 1)),
                    "(select jsonb_agg(c) from (select costs -> 1 as c from generate_series(1, 201)))"),
            costs(
                    SettingRule.QUOTA_COST_ENDPOINT,
                    List.of(cost("depth", 1)),
                    "'[{\"endpoint\": \"depth\", \"weight\": 1}]'"),
            costs(SettingRule.QUOTA_COST_WEIGHT, List.of(cost("*", -1)), "'[{\"endpoint\": \"*\", \"weight\": -1}]'"),
            costs(
                    SettingRule.QUOTA_COST_WEIGHT,
                    List.of(cost("*", 1_000_001)),
                    "'[{\"endpoint\": \"*\", \"weight\": 1000001}]'"),
            costs(
                    SettingRule.QUOTA_COST_WEIGHT,
                    List.of(table("limit", new Cost.Step(1, -1))),
                    "'[{\"endpoint\": \"*\", \"weight\": 1, \"field\": \"limit\", \"steps\": [{\"upTo\": 1,"
                            + " \"weight\": -1}]}]'"),
            costs(
                    SettingRule.QUOTA_COST_TABLE,
                    List.of(table("limit")),
                    "'[{\"endpoint\": \"*\", \"weight\": 1, \"field\": \"limit\", \"steps\": []}]'"),
            costs(
                    SettingRule.QUOTA_COST_TABLE,
                    List.of(new Cost("*", 1, null, List.of(new Cost.Step(1, 1)), false)),
                    "'[{\"endpoint\": \"*\", \"weight\": 1, \"field\": null, \"steps\": [{\"upTo\": 1, \"weight\":"
                            + " 1}]}]'"),
            costs(
                    SettingRule.QUOTA_COST_TABLE,
                    List.of(table("a=b", new Cost.Step(1, 1))),
                    "'[{\"endpoint\": \"*\", \"weight\": 1, \"field\": \"a=b\", \"steps\": [{\"upTo\": 1, \"weight\":"
                            + " 1}]}]'"),
            costs(
                    SettingRule.QUOTA_COST_TABLE,
                    List.of(table(
                            "limit",
                            IntStream.range(0, 21)
                                    .mapToObj(i -> new Cost.Step(i, 1))
                                    .toArray(Cost.Step[]::new))),
                    "(select jsonb_build_array(jsonb_build_object('endpoint', '*', 'weight', 1, 'field', 'limit',"
                            + " 'steps', jsonb_agg(jsonb_build_object('upTo', i, 'weight', 1)))) from generate_series(1,"
                            + " 21) i)"),
            costs(
                    SettingRule.QUOTA_COST_STEPS,
                    List.of(table("limit", new Cost.Step(500, 25), new Cost.Step(500, 50))),
                    "'[{\"endpoint\": \"*\", \"weight\": 1, \"field\": \"limit\","
                            + " \"steps\": [{\"upTo\": 500, \"weight\": 25}, {\"upTo\": 500, \"weight\": 50}]}]'"),
            shares(SettingRule.QUOTA_MARGIN, 1, 0),
            shares(SettingRule.QUOTA_MARGIN, 1.2, 0),
            shares(SettingRule.QUOTA_MARGIN, -0.1, 0),
            shares(SettingRule.QUOTA_RESERVE, 0, 1),
            shares(SettingRule.QUOTA_RESERVE, 0, 3),
            shares(SettingRule.QUOTA_RESERVE, 0, -0.01),
            shares(SettingRule.QUOTA_NOTHING_LEFT, 0.99, 0.99),
            shares(SettingRule.QUOTA_NOTHING_LEFT, 0, 0.9999),
            quota(
                    SettingRule.QUOTA_MIN_INTERVAL,
                    q -> times(q, Duration.ofMillis(-1), q.maxWait(), q.whenEmpty()),
                    "min_interval_ms = -1"),
            quota(
                    SettingRule.QUOTA_MIN_INTERVAL,
                    q -> times(q, Duration.ofHours(2), q.maxWait(), q.whenEmpty()),
                    "min_interval_ms = 7200000"),
            new Contradiction(
                    SettingRule.QUOTA_WHEN_EMPTY,
                    null,
                    null,
                    "quota set when_empty = 'DROP', max_wait_ms = 0",
                    "{\"name\": \"a\", \"windows\": [], \"whenEmpty\": \"DROP\"}"),
            quota(
                    SettingRule.QUOTA_MAX_WAIT,
                    q -> times(q, Duration.ZERO, Duration.ZERO, WhenEmpty.QUEUE),
                    "max_wait_ms = 0"),
            quota(
                    SettingRule.QUOTA_MAX_WAIT,
                    q -> times(q, Duration.ZERO, Duration.ofHours(1), WhenEmpty.QUEUE),
                    "max_wait_ms = 3600000"),
            quota(
                    SettingRule.QUOTA_MAX_WAIT_ELSEWHERE,
                    q -> times(q, Duration.ZERO, SOON, WhenEmpty.REJECT),
                    "when_empty = 'REJECT', max_wait_ms = 1000"),
            quota(SettingRule.QUOTA_CONTROL_FLOOR, q -> control(q, 0, 1), "control_floor = 0"),
            quota(
                    SettingRule.QUOTA_CONTROL_FLOOR,
                    q -> control(q, 0.9, 0.5),
                    "control_floor = 0.9, control_ceiling = 0.5"),
            quota(SettingRule.QUOTA_CONTROL_CEILING, q -> control(q, 0.5, 11), "control_ceiling = 11"),
            policy(SettingRule.CACHE_TTL, CacheMode.OWN_TTL, Duration.ofMillis(999), "prices", "ttl_ms = 999"),
            policy(SettingRule.CACHE_TTL, CacheMode.OWN_TTL, Duration.ofDays(31), "prices", "ttl_ms = 2678400000"),
            policy(SettingRule.CACHE_TTL_ELSEWHERE, CacheMode.ORIGIN, SOON, "", "mode = 'ORIGIN', reason = ''"),
            policy(SettingRule.CACHE_REASON, CacheMode.OWN_TTL, SOON, " ", "reason = ' '"),
            policy(SettingRule.CACHE_REASON, CacheMode.OWN_TTL, SOON, "x".repeat(201), "reason = repeat('x', 201)"),
            policy(
                    SettingRule.CACHE_REASON_ELSEWHERE,
                    CacheMode.OFF,
                    Duration.ZERO,
                    "prices",
                    "mode = 'OFF', ttl_ms = 0"),
            policy(
                    SettingRule.CACHE_STALE_WHILE_REVALIDATE,
                    stale(Duration.ofDays(31), Duration.ZERO, 1, Duration.ZERO),
                    "stale_while_revalidate_ms = 2678400000"),
            policy(
                    SettingRule.CACHE_STALE_IF_ERROR,
                    stale(Duration.ZERO, Duration.ofSeconds(-1), 1, Duration.ZERO),
                    "stale_if_error_ms = -1000"),
            policy(
                    SettingRule.CACHE_LARGEST_BODY,
                    stale(Duration.ZERO, Duration.ZERO, 0, Duration.ZERO),
                    "largest_body_bytes = 0"),
            policy(
                    SettingRule.CACHE_LARGEST_BODY,
                    stale(Duration.ZERO, Duration.ZERO, 67_108_865, Duration.ZERO),
                    "largest_body_bytes = 67108865"),
            policy(
                    SettingRule.CACHE_LEADER_WAIT,
                    stale(Duration.ZERO, Duration.ZERO, 1, Duration.ofSeconds(31)),
                    "leader_wait_ms = 31000"),
            scope(
                    SettingRule.CACHE_SCOPE_COUNT,
                    Collections.nCopies(21, "x"),
                    List.of(),
                    List.of(),
                    "credential_headers = array_fill('x'::text, array[21])"),
            scope(
                    SettingRule.CACHE_SCOPE_HEADER,
                    List.of("X-A", "X B"),
                    List.of(),
                    List.of(),
                    "credential_headers = '{X-A,\"X:B\"}'"),
            scope(SettingRule.CACHE_SCOPE_FIELD, List.of(), List.of(), List.of("a=b"), "ignored_fields = '{a=b}'"),
            scope(SettingRule.CACHE_SCOPE_FIELD, List.of(), List.of(""), List.of(), "credential_fields = '{\"\"}'"),
            scope(
                    SettingRule.CACHE_SCOPE_BOTH,
                    List.of(),
                    List.of("sig"),
                    List.of("nonce", "sig"),
                    "credential_fields = '{sig}', ignored_fields = '{nonce,sig}'"),
            breaker(SettingRule.BREAKER_ERROR_RATE, 0, 1, SOON, SOON, 1, SOON, 1, "error_rate = 0"),
            breaker(SettingRule.BREAKER_SLOW_RATE, 1, 1.5, SOON, SOON, 1, SOON, 1, "slow_rate = 1.5"),
            breaker(SettingRule.BREAKER_SLOW, 1, 1, Duration.ZERO, SOON, 1, SOON, 1, "slow_ms = 0"),
            breaker(SettingRule.BREAKER_WINDOW, 1, 1, SOON, Duration.ofHours(2), 1, SOON, 1, "window_ms = 7200000"),
            breaker(SettingRule.BREAKER_LEAST, 1, 1, SOON, SOON, 0, SOON, 1, "least = 0"),
            breaker(SettingRule.BREAKER_PAUSE, 1, 1, SOON, SOON, 1, Duration.ZERO, 1, "pause_ms = 0"),
            breaker(SettingRule.BREAKER_TRIALS, 1, 1, SOON, SOON, 1, SOON, 101, "trials = 101"),
            concurrency(SettingRule.CONCURRENCY_LEAST, 0, 1, 1, "least = 0"),
            concurrency(SettingRule.CONCURRENCY_MOST, 5, 4, 1, "least = 5, most = 4"),
            concurrency(SettingRule.CONCURRENCY_TOLERANCE, 1, 1, 0.5, "tolerance = 0.5"),
            preset(SettingRule.PRESET_NAME_TAKEN, "theirs", TestSettings.preset("theirs"), "name = 'theirs'"),
            preset(SettingRule.PRESET_TEXT, "mine", "x".repeat(65_537), "text = repeat('x', 65537)"),
            new Contradiction(
                    SettingRule.PRESET_NAME, null, null, "preset set name = 'Mine' where name = 'mine'", null),
            new Contradiction(
                    SettingRule.SETTING_CHANGE_REASON,
                    UnaryOperator.identity(),
                    null,
                    "setting_change set reason = repeat('x', 501)",
                    null));

    boolean canBeSaid() {
        return change != null || other != null;
    }

    /** The quota made wrong, or what else is wrong. */
    Setting wrong(Quota right) {
        return change == null ? Objects.requireNonNull(other) : new Setting.OfQuota(change.apply(right));
    }

    /** Why, as whoever changes it says. */
    String reason() {
        return rule == SettingRule.SETTING_CHANGE_REASON ? "x".repeat(501) : "";
    }

    @Override
    public String toString() {
        return rule + " by " + (sql.length() < 100 ? sql : sql.substring(0, 100) + "…");
    }

    private static Contradiction quota(SettingRule rule, UnaryOperator<Quota> change, String sql) {
        return new Contradiction(rule, change, null, "quota set " + sql + " where name = 'weight'", null);
    }

    private static Contradiction endpoints(List<String> endpoints, String sql) {
        return quota(
                SettingRule.QUOTA_ENDPOINTS,
                q -> TestSettings.scoped(q, endpoints, q.scope().key()),
                "endpoints = " + sql);
    }

    private static Contradiction key(KeySource key, String sql) {
        return quota(
                SettingRule.QUOTA_KEY, q -> TestSettings.scoped(q, q.scope().endpoints(), key), sql);
    }

    private static Contradiction windows(SettingRule rule, List<QuotaWindow> windows, String sql) {
        return quota(
                rule,
                q -> TestSettings.budget(q, windows, q.costs(), 0, 0),
                "margin = 0, reserve = 0, windows = " + sql);
    }

    private static Contradiction costs(SettingRule rule, List<Cost> costs, String sql) {
        return quota(rule, q -> TestSettings.budget(q, q.windows(), costs, q.margin(), q.reserve()), "costs = " + sql);
    }

    private static Contradiction shares(SettingRule rule, double margin, double reserve) {
        return quota(
                rule,
                q -> TestSettings.budget(q, q.windows(), q.costs(), margin, reserve),
                "margin = %s, reserve = %s".formatted(margin, reserve));
    }

    private static Cost cost(String endpoint, long weight) {
        return new Cost(endpoint, weight, null, List.of(), false);
    }

    private static Cost table(String field, Cost.Step... steps) {
        return new Cost("*", 1, field, List.of(steps), false);
    }

    private static Quota with(Quota quota, String preset) {
        return TestSettings.of(quota, preset, quota.minInterval(), quota.maxWait(), quota.whenEmpty(), quota.control());
    }

    private static Quota times(Quota quota, Duration interval, Duration wait, WhenEmpty empty) {
        return TestSettings.of(quota, quota.preset(), interval, wait, empty, quota.control());
    }

    private static Quota control(Quota quota, double floor, double ceiling) {
        return TestSettings.of(
                quota,
                quota.preset(),
                quota.minInterval(),
                quota.maxWait(),
                quota.whenEmpty(),
                new Control(Control.Mode.ON, floor, ceiling));
    }

    private static Contradiction policy(SettingRule rule, CacheMode mode, Duration ttl, String reason, String sql) {
        CachePolicy right = TestSettings.policy();
        return policy(
                rule,
                new CachePolicy(
                        mode,
                        ttl,
                        reason,
                        right.staleWhileRevalidate(),
                        right.staleIfError(),
                        true,
                        true,
                        right.priority(),
                        true,
                        right.largestBody(),
                        right.leaderWait()),
                sql);
    }

    private static CachePolicy stale(Duration revalidate, Duration error, long bytes, Duration wait) {
        CachePolicy right = TestSettings.policy();
        return new CachePolicy(
                right.mode(),
                right.ttl(),
                right.reason(),
                revalidate,
                error,
                true,
                true,
                right.priority(),
                true,
                DataSize.ofBytes(bytes),
                wait);
    }

    private static Contradiction policy(SettingRule rule, CachePolicy wrong, String sql) {
        return new Contradiction(rule, null, new Setting.OfCachePolicy(wrong), "cache_policy set " + sql, null);
    }

    private static Contradiction scope(
            SettingRule rule, List<String> headers, List<String> fields, List<String> ignored, String sql) {
        return new Contradiction(
                rule,
                null,
                new Setting.OfCacheScope(new CacheScope(headers, fields, ignored)),
                "cache_scope set " + sql,
                null);
    }

    private static Contradiction breaker(
            SettingRule rule,
            double errorRate,
            double slowRate,
            Duration slow,
            Duration window,
            int least,
            Duration pause,
            int trials,
            String sql) {
        return new Contradiction(
                rule,
                null,
                new Setting.OfBreaker(
                        new BreakerSettings(true, errorRate, slowRate, slow, window, least, pause, trials)),
                "breaker set " + sql,
                null);
    }

    private static Contradiction concurrency(SettingRule rule, int least, int most, double tolerance, String sql) {
        return new Contradiction(
                rule,
                null,
                new Setting.OfConcurrency(new ConcurrencySettings(true, least, most, tolerance)),
                "concurrency set " + sql,
                null);
    }

    private static Contradiction preset(SettingRule rule, String name, String text, String sql) {
        return new Contradiction(
                rule, null, new Setting.OfPreset(name, text), "preset set " + sql + " where name = 'mine'", null);
    }
}
