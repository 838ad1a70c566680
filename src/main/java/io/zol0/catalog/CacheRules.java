package io.zol0.catalog;

import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CacheScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** What a cache policy and the key of cached answers must be like. */
final class CacheRules {
    private static final Duration LEAST_TTL = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Duration LONGEST_LEADER_WAIT = Duration.ofSeconds(30);
    private static final long LARGEST_BODY = 64 * 1024 * 1024;
    private static final int MOST_FIELDS = 20;

    private CacheRules() {}

    static List<Problem> problemsOf(CachePolicy policy) {
        List<Problem> problems = new ArrayList<>();
        boolean own = policy.mode() == CacheMode.OWN_TTL;
        int length = policy.reason().codePointCount(0, policy.reason().length());
        require(!own || isBetween(policy.ttl(), LEAST_TTL, LONGEST), SettingRule.CACHE_TTL, problems);
        require(own || policy.ttl().isZero(), SettingRule.CACHE_TTL_ELSEWHERE, problems);
        require(!own || (!policy.reason().isBlank() && length <= 200), SettingRule.CACHE_REASON, problems);
        require(own || policy.reason().isEmpty(), SettingRule.CACHE_REASON_ELSEWHERE, problems);
        require(
                isBetween(policy.staleWhileRevalidate(), Duration.ZERO, LONGEST),
                SettingRule.CACHE_STALE_WHILE_REVALIDATE,
                problems);
        require(isBetween(policy.staleIfError(), Duration.ZERO, LONGEST), SettingRule.CACHE_STALE_IF_ERROR, problems);
        long bytes = policy.largestBody().toBytes();
        require(bytes >= 1 && bytes <= LARGEST_BODY, SettingRule.CACHE_LARGEST_BODY, problems);
        require(
                isBetween(policy.leaderWait(), Duration.ZERO, LONGEST_LEADER_WAIT),
                SettingRule.CACHE_LEADER_WAIT,
                problems);
        return problems;
    }

    static List<Problem> problemsOf(CacheScope scope) {
        List<Problem> problems = new ArrayList<>();
        require(
                Stream.of(scope.credentialHeaders(), scope.credentialFields(), scope.ignoredFields())
                        .allMatch(fields -> fields.size() <= MOST_FIELDS),
                SettingRule.CACHE_SCOPE_COUNT,
                problems);
        require(
                scope.credentialHeaders().stream()
                        .allMatch(header -> QuotaRules.HEADER.matcher(header).matches()),
                SettingRule.CACHE_SCOPE_HEADER,
                problems);
        require(
                Stream.concat(scope.credentialFields().stream(), scope.ignoredFields().stream())
                        .allMatch(field -> QuotaRules.FIELD.matcher(field).matches()),
                SettingRule.CACHE_SCOPE_FIELD,
                problems);
        require(
                Collections.disjoint(scope.credentialFields(), scope.ignoredFields()),
                SettingRule.CACHE_SCOPE_BOTH,
                problems);
        return problems;
    }

    private static void require(boolean right, SettingRule rule, List<Problem> problems) {
        if (!right) {
            problems.add(rule.problem());
        }
    }

    private static boolean isBetween(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }
}
