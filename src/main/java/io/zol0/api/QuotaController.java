package io.zol0.api;

import io.zol0.catalog.AppliedChange;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.Quotas;
import io.zol0.catalog.SettingChange;
import io.zol0.limits.Quota;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Quotas by REST. */
@RestController
@RequestMapping("/api/settings/quotas")
class QuotaController {
    private final Catalog catalog;
    private final Quotas quotas;
    private final NamedUpstreams upstreams;

    QuotaController(Catalog catalog, Quotas quotas, NamedUpstreams upstreams) {
        this.catalog = catalog;
        this.quotas = quotas;
        this.upstreams = upstreams;
    }

    @GetMapping
    List<QuotaBody> all(@RequestParam(required = false) @Nullable String upstream) {
        Map<Long, String> names = upstreams.all();
        return quotas.all().stream()
                .map(quota -> QuotaBody.of(quota, names.getOrDefault(quota.upstreamId(), "")))
                .filter(quota -> upstream == null || upstream.equals(quota.upstream()))
                .toList();
    }

    @PostMapping
    ResponseEntity<QuotaBody> add(@RequestBody QuotaBody body, @RequestParam(defaultValue = "") String reason) {
        if (body.id() != null) {
            throw Unfit.sense("id", "A new quota gets its id; leave it out, or change the one that has it by PUT.");
        }
        Quota draft = body.toQuota(0, upstreams.idOf(body.upstream()), 0);
        AppliedChange change = catalog.apply(SettingChange.of(draft).because(reason));
        long id = change.setting().number();
        return answer(ResponseEntity.created(URI.create("/api/settings/quotas/" + id)), id);
    }

    @GetMapping("/{id}")
    ResponseEntity<QuotaBody> one(@PathVariable long id) {
        return answer(ResponseEntity.ok(), id);
    }

    @PutMapping("/{id}")
    ResponseEntity<QuotaBody> change(
            @PathVariable long id,
            @RequestBody QuotaBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "") String reason) {
        Quota there = there(id);
        if (body.id() != null && body.id() != id) {
            throw Unfit.sense("id", "This is quota %d; its id cannot be changed.".formatted(id));
        }
        if (body.upstream() != null && !body.upstream().equals(upstreams.nameOf(there.upstreamId()))) {
            throw Unfit.sense("upstream", "A quota stays with its upstream; add another one there.");
        }
        long version = Versions.required(ifMatch, there.version());
        catalog.apply(
                SettingChange.of(body.toQuota(id, there.upstreamId(), version)).because(reason));
        return answer(ResponseEntity.ok(), id);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "") String reason) {
        Quota there = there(id);
        SettingChange removal = SettingChange.remove(there);
        catalog.apply(
                new SettingChange(removal.setting(), Versions.required(ifMatch, there.version()), null, reason, null));
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<QuotaBody> answer(ResponseEntity.BodyBuilder answer, long id) {
        Quota quota = there(id);
        return answer.eTag(Versions.tag(quota.version()))
                .body(QuotaBody.of(quota, upstreams.nameOf(quota.upstreamId())));
    }

    private Quota there(long id) {
        return quotas.byId(id).orElseThrow(() -> new Missing("There is no quota number %d.".formatted(id)));
    }
}
