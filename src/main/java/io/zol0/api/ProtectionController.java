package io.zol0.api;

import io.zol0.catalog.Catalog;
import io.zol0.catalog.CurrentSetting;
import io.zol0.catalog.Setting;
import io.zol0.catalog.SettingChange;
import io.zol0.catalog.SettingId;
import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Circuit breakers and concurrency limits by REST. */
@RestController
@RequestMapping("/api/settings/upstreams/{id}")
class ProtectionController {
    private final Catalog catalog;
    private final NamedUpstreams upstreams;

    ProtectionController(Catalog catalog, NamedUpstreams upstreams) {
        this.catalog = catalog;
        this.upstreams = upstreams;
    }

    @GetMapping("/breaker")
    ResponseEntity<BreakerBody> breaker(@PathVariable long id) {
        CurrentSetting now = current(SettingId.breaker(id));
        return answer(
                now,
                BreakerBody.of(
                        now.value() instanceof Setting.OfBreaker(BreakerSettings set) ? set : BreakerSettings.OFF));
    }

    @PutMapping("/breaker")
    ResponseEntity<BreakerBody> setBreaker(
            @PathVariable long id,
            @RequestBody BreakerBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "") String reason) {
        change(SettingId.breaker(id), new Setting.OfBreaker(body.toBreaker()), ifMatch, reason);
        return breaker(id);
    }

    @DeleteMapping("/breaker")
    ResponseEntity<Void> dropBreaker(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "") String reason) {
        change(SettingId.breaker(id), null, ifMatch, reason);
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/concurrency")
    ResponseEntity<ConcurrencyBody> concurrency(@PathVariable long id) {
        CurrentSetting now = current(SettingId.concurrency(id));
        return answer(
                now,
                ConcurrencyBody.of(
                        now.value() instanceof Setting.OfConcurrency(ConcurrencySettings set)
                                ? set
                                : ConcurrencySettings.OFF));
    }

    @PutMapping("/concurrency")
    ResponseEntity<ConcurrencyBody> setConcurrency(
            @PathVariable long id,
            @RequestBody ConcurrencyBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "") String reason) {
        change(SettingId.concurrency(id), new Setting.OfConcurrency(body.toConcurrency()), ifMatch, reason);
        return concurrency(id);
    }

    @DeleteMapping("/concurrency")
    ResponseEntity<Void> dropConcurrency(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "") String reason) {
        change(SettingId.concurrency(id), null, ifMatch, reason);
        return ResponseEntity.noContent().build();
    }

    private static <T> ResponseEntity<T> answer(CurrentSetting now, T body) {
        return ResponseEntity.ok().eTag(Versions.tag(now.version())).body(body);
    }

    private void change(SettingId setting, @Nullable Setting value, @Nullable String ifMatch, String reason) {
        long version = Versions.required(ifMatch, current(setting).version());
        catalog.apply(new SettingChange(setting, version, value, reason, null));
    }

    private CurrentSetting current(SettingId setting) {
        if (upstreams.nameOf(setting.upstreamId()).isEmpty()) {
            throw new Missing("There is no upstream number %d.".formatted(setting.upstreamId()));
        }
        return catalog.current(setting);
    }
}
