package io.zol0.catalog;

import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import io.zol0.users.Sight;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** Makes one change of a setting, with its line in the history and in the audit, within the transaction it is called in. */
@Component
class SettingWriter {
    private final SettingStore store;
    private final SettingHistory history;
    private final SettingCheck check;
    private final UpstreamRepository upstreams;
    private final Endpoints endpoints;
    private final Audit audit;
    private final Clock clock;

    SettingWriter(
            SettingStore store,
            SettingHistory history,
            SettingCheck check,
            UpstreamRepository upstreams,
            Endpoints endpoints,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.history = history;
        this.check = check;
        this.upstreams = upstreams;
        this.endpoints = endpoints;
        this.audit = audit;
        this.clock = clock;
    }

    /** What was there before, and what is there now; null for nothing. */
    record Made(
            AppliedChange change,
            @Nullable Setting before,
            @Nullable Setting after) {}

    /**
     * Makes it.
     *
     * @param reverts the change that this one takes back; null for none
     * @return what was made; nothing where the setting is so already
     */
    Optional<Made> make(SettingChange change, @Nullable Long reverts) {
        SettingId setting = change.setting();
        Place place = place(setting);
        Setting before = setting.isNew() ? null : store.find(setting).orElse(null);
        String subject = subject(setting, change.value() == null ? before : change.value());
        String words = "%s %s%s"
                .formatted(setting.kind().words(), subject, place.words())
                .replace("  ", " ");
        boolean gone = before == null && setting.number() != 0 && setting.kind().isNumbered();
        if ((gone && reverts == null) || (before == null && change.value() == null)) {
            throw UnknownSetting.of(setting);
        }
        long newest = setting.isNew() ? 0 : history.newest(setting);
        if (change.version() != newest) {
            throw new ChangedMeanwhile(words, before, newest);
        }
        check.require(change, before, reverts != null);
        Setting value = change.value() == null ? null : store.asKept(setting, change.value());
        String was = before == null ? null : SettingJson.write(before);
        String is = value == null ? null : SettingJson.write(value);
        if (is != null && is.equals(was)) {
            return Optional.empty();
        }
        long id = history.add(new SettingHistory.Line(
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                change.origin() == null ? ChangeOrigin.present() : change.origin(),
                reverts,
                setting,
                place.upstream(),
                place.environment(),
                subject,
                was,
                is,
                change.reason().strip()));
        SettingId numbered = setting.isNew() ? setting.numbered(id) : setting;
        Setting after = null;
        if (value == null) {
            store.remove(numbered);
        } else {
            after = store.put(numbered, value, id);
        }
        audit.record(
                reverts == null ? AuditAction.SETTING_CHANGED : AuditAction.SETTING_REVERTED,
                words,
                audited(was),
                audited(is));
        return Optional.of(new Made(history.byId(id).orElseThrow(), before, after));
    }

    /** Where a setting belongs, by name. */
    private record Place(String upstream, String environment) {
        String words() {
            return upstream.isEmpty() ? "" : " of " + upstream;
        }
    }

    private Place place(SettingId setting) {
        if (setting.kind() == SettingKind.PRESET) {
            if (!Sight.current().everywhere()) {
                throw new AccessDeniedException(
                        "Presets are for all environments; somebody who may see all of them can change them.");
            }
            return new Place("", "");
        }
        return upstreams
                .findById(setting.upstreamId())
                .map(UpstreamEntity::toUpstream)
                .filter(upstream -> Sight.current().sees(upstream.environment()))
                .map(upstream -> new Place(upstream.name(), upstream.environment()))
                .orElseThrow(() -> UnknownUpstream.withId(setting.upstreamId()));
    }

    private String subject(SettingId setting, @Nullable Setting value) {
        return switch (setting.kind()) {
            case QUOTA -> value instanceof Setting.OfQuota quota ? quota.quota().name() : "";
            case PRESET -> value instanceof Setting.OfPreset preset ? preset.name() : "";
            case CACHE_POLICY -> setting.number() == 0 ? "all endpoints" : endpoint(setting.number());
            case CACHE_SCOPE, BREAKER, CONCURRENCY -> "";
        };
    }

    private String endpoint(long id) {
        return endpoints
                .byId(id)
                .map(endpoint -> endpoint.method() + " " + endpoint.template())
                .orElse("endpoint " + id);
    }

    /** Nested values as JSON, so that each has its line in the audit. */
    private static @Nullable Map<String, Object> audited(@Nullable String state) {
        if (state == null) {
            return null;
        }
        Map<String, Object> audited = new LinkedHashMap<>();
        SettingJson.fields(state).forEach((name, value) -> {
            if (value != null) {
                audited.put(name, value instanceof String text ? text : SettingJson.write(value));
            }
        });
        return audited;
    }
}
