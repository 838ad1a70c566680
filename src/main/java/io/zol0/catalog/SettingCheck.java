package io.zol0.catalog;

import io.zol0.limits.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether a change can be taken: by the rules of its kind, and by what else there is. */
@Component
class SettingCheck {
    static final int MOST_QUOTAS = 50;
    static final int MOST_PRESETS = 100;
    private static final int LONGEST_REASON = 500;

    private final SettingStore store;
    private final Endpoints endpoints;
    private final PresetUse presets;

    SettingCheck(SettingStore store, Endpoints endpoints, PresetUse presets) {
        this.store = store;
        this.endpoints = endpoints;
        this.presets = presets;
    }

    /**
     * Goes on where the change can be taken.
     *
     * @param reverts whether what it brings was so before
     * @throws InvalidDraft where it cannot
     * @throws UnknownSetting where it is about an endpoint that is not there
     */
    void require(SettingChange change, @Nullable Setting before, boolean reverts) {
        SettingId setting = change.setting();
        List<Problem> problems = new ArrayList<>();
        if (change.value() != null) {
            problems.addAll(SettingRules.problemsOf(change.value()));
        }
        if (change.reason().codePointCount(0, change.reason().length()) > LONGEST_REASON) {
            problems.add(SettingRule.SETTING_CHANGE_REASON.problem());
        }
        if (!reverts && change.value() instanceof Setting.OfQuota(Quota quota)) {
            presets.unknown(quota).ifPresent(problems::add);
        }
        if (before instanceof Setting.OfPreset(String name, String was)
                && !(change.value() instanceof Setting.OfPreset(String is, String text) && is.equals(name))) {
            presets.user(name).ifPresent(problems::add);
        }
        if (before == null) {
            tooMany(setting).ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            throw new InvalidDraft(problems);
        }
        if (setting.kind() == SettingKind.CACHE_POLICY && setting.number() != 0 && before == null && !reverts) {
            boolean there = endpoints
                    .byId(setting.number())
                    .filter(endpoint -> endpoint.upstreamId() == setting.upstreamId())
                    .isPresent();
            if (!there) {
                throw UnknownSetting.endpoint(setting.number());
            }
        }
    }

    private Optional<Problem> tooMany(SettingId setting) {
        int most = switch (setting.kind()) {
            case QUOTA -> MOST_QUOTAS;
            case PRESET -> MOST_PRESETS;
            case CACHE_POLICY, CACHE_SCOPE, BREAKER, CONCURRENCY -> Integer.MAX_VALUE;
        };
        return store.count(setting) < most
                ? Optional.empty()
                : Optional.of(new Problem(
                        "name",
                        "There are %d of these already, the most there can be; remove one first.".formatted(most)));
    }
}
