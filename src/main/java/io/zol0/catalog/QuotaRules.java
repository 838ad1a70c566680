package io.zol0.catalog;

import io.zol0.limits.Cost;
import io.zol0.limits.KeySource;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a quota must be like. */
final class QuotaRules {
    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    static final Pattern FIELD = Pattern.compile("[!\"$%'-<>-~]{1,100}");
    private static final Pattern REFERENCE = Pattern.compile("[a-z0-9][a-z0-9-]{0,80}");
    private static final Pattern ENDPOINT = Pattern.compile("\\*|[A-Z*][A-Z*-]{0,19} [/*][!-~]{0,299}");
    private static final Duration LEAST_PERIOD = Duration.ofMillis(100);
    private static final Duration LONGEST_PERIOD = Duration.ofDays(31);
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);
    private static final Duration LEAST_WAIT = Duration.ofMillis(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final long MOST_CAPACITY = 1_000_000_000;
    private static final long MOST_WEIGHT = 1_000_000;

    private final List<Problem> problems = new ArrayList<>();

    private QuotaRules() {}

    /** What is wrong with a quota by itself; whether its name is taken shows when it is saved. */
    static List<Problem> problemsOf(Quota quota) {
        QuotaRules rules = new QuotaRules();
        rules.check(quota);
        return rules.problems;
    }

    private void check(Quota quota) {
        require(NAME.matcher(quota.name()).matches(), SettingRule.QUOTA_NAME);
        require(quota.preset() == null || REFERENCE.matcher(quota.preset()).matches(), SettingRule.QUOTA_PRESET);
        List<String> endpoints = quota.scope().endpoints();
        require(
                endpoints.size() <= 50
                        && endpoints.stream()
                                .allMatch(each -> ENDPOINT.matcher(each).matches()),
                SettingRule.QUOTA_ENDPOINTS);
        require(isSound(quota.scope().key()), SettingRule.QUOTA_KEY);
        windows(quota.windows());
        require(quota.costs().size() <= 200, SettingRule.QUOTA_COSTS);
        for (int i = 0; i < quota.costs().size(); i++) {
            cost(quota.costs().get(i), "costs[" + i + "]");
        }
        shares(quota);
        require(isBetween(quota.minInterval(), Duration.ZERO, LONGEST_INTERVAL), SettingRule.QUOTA_MIN_INTERVAL);
        if (quota.whenEmpty() == WhenEmpty.QUEUE) {
            require(isBetween(quota.maxWait(), LEAST_WAIT, LONGEST_WAIT), SettingRule.QUOTA_MAX_WAIT);
        } else {
            require(quota.maxWait().isZero(), SettingRule.QUOTA_MAX_WAIT_ELSEWHERE);
        }
        require(
                quota.control().floor() > 0
                        && quota.control().floor() <= quota.control().ceiling(),
                SettingRule.QUOTA_CONTROL_FLOOR);
        require(quota.control().ceiling() <= 10, SettingRule.QUOTA_CONTROL_CEILING);
    }

    private void windows(List<QuotaWindow> windows) {
        require(!windows.isEmpty() && windows.size() <= 4, SettingRule.QUOTA_WINDOWS);
        for (int i = 0; i < windows.size(); i++) {
            String place = "windows[" + i + "]";
            QuotaWindow window = windows.get(i);
            if (window.capacity() < 1 || window.capacity() > MOST_CAPACITY) {
                problems.add(SettingRule.QUOTA_WINDOW_CAPACITY.problem(place + ".capacity"));
            }
            if (!isBetween(window.period(), LEAST_PERIOD, LONGEST_PERIOD)) {
                problems.add(SettingRule.QUOTA_WINDOW_PERIOD.problem(place + ".period"));
            }
        }
    }

    private void cost(Cost cost, String place) {
        if (!ENDPOINT.matcher(cost.endpoint()).matches()) {
            problems.add(SettingRule.QUOTA_COST_ENDPOINT.problem(place + ".endpoint"));
        }
        if (!isWeight(cost.weight())
                || !cost.steps().stream().map(Cost.Step::weight).allMatch(QuotaRules::isWeight)) {
            problems.add(SettingRule.QUOTA_COST_WEIGHT.problem(place + ".weight"));
        }
        String field = cost.field();
        if ((field == null) != cost.steps().isEmpty()
                || cost.steps().size() > 20
                || (field != null && !FIELD.matcher(field).matches())) {
            problems.add(SettingRule.QUOTA_COST_TABLE.problem(place + ".field"));
        }
        for (int i = 1; i < cost.steps().size(); i++) {
            if (cost.steps().get(i).upTo() <= cost.steps().get(i - 1).upTo()) {
                problems.add(SettingRule.QUOTA_COST_STEPS.problem(place + ".steps[" + i + "].upTo"));
            }
        }
    }

    /** Exactly, as people wrote the shares: 10 less 90 % is 1, whatever binary fractions make of it. */
    private void shares(Quota quota) {
        boolean margin = isShare(quota.margin());
        boolean reserve = isShare(quota.reserve());
        require(margin, SettingRule.QUOTA_MARGIN);
        require(reserve, SettingRule.QUOTA_RESERVE);
        if (margin && reserve) {
            BigDecimal left = left(quota.margin()).multiply(left(quota.reserve()));
            require(
                    quota.windows().stream()
                            .filter(window -> window.capacity() >= 1)
                            .allMatch(window -> BigDecimal.valueOf(window.capacity())
                                            .multiply(left)
                                            .compareTo(BigDecimal.ONE)
                                    >= 0),
                    SettingRule.QUOTA_NOTHING_LEFT);
        }
    }

    private void require(boolean right, SettingRule rule) {
        if (!right) {
            problems.add(rule.problem());
        }
    }

    private static BigDecimal left(double share) {
        return BigDecimal.ONE.subtract(BigDecimal.valueOf(share));
    }

    private static boolean isShare(double share) {
        return share >= 0 && share < 1;
    }

    private static boolean isWeight(long weight) {
        return weight >= 0 && weight <= MOST_WEIGHT;
    }

    private static boolean isSound(@Nullable KeySource key) {
        return key == null
                || switch (key.place()) {
                    case HEADER -> HEADER.matcher(key.name()).matches();
                    case QUERY -> FIELD.matcher(key.name()).matches();
                };
    }

    private static boolean isBetween(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }
}
