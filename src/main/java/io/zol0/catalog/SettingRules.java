package io.zol0.catalog;

import io.zol0.cache.CachePolicy;
import io.zol0.cache.CacheScope;
import io.zol0.limits.Quota;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What any setting must be like by itself. */
final class SettingRules {
    private static final int LARGEST_PRESET = 64 * 1024;

    private SettingRules() {}

    static List<Problem> problemsOf(Setting setting) {
        return switch (setting) {
            case Setting.OfQuota(Quota quota) -> QuotaRules.problemsOf(quota);
            case Setting.OfCachePolicy(CachePolicy policy) -> CacheRules.problemsOf(policy);
            case Setting.OfCacheScope(CacheScope scope) -> CacheRules.problemsOf(scope);
            case Setting.OfPreset(String name, String text) -> preset(name, text);
        };
    }

    private static List<Problem> preset(String name, String text) {
        List<Problem> problems = new ArrayList<>();
        if (!QuotaRules.NAME.matcher(name).matches()) {
            problems.add(SettingRule.PRESET_NAME.problem());
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 2 || bytes > LARGEST_PRESET) {
            problems.add(SettingRule.PRESET_TEXT.problem());
        }
        return problems;
    }
}
