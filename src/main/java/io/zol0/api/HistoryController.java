package io.zol0.api;

import io.zol0.catalog.Catalog;
import io.zol0.catalog.HistoryFilter;
import io.zol0.catalog.SettingKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The history of settings by REST. */
@RestController
@RequestMapping("/api/settings/history")
class HistoryController {
    private final Catalog catalog;
    private final NamedUpstreams upstreams;

    HistoryController(Catalog catalog, NamedUpstreams upstreams) {
        this.catalog = catalog;
        this.upstreams = upstreams;
    }

    @GetMapping
    ChangeBody.Page page(
            @RequestParam(required = false) @Nullable String upstream,
            @RequestParam(required = false) @Nullable SettingKind kind,
            @RequestParam(required = false) @Nullable Long number,
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "50") int limit) {
        if (offset < 0 || limit < 1 || limit > Catalog.MOST) {
            throw Unfit.sense("limit", "A page begins at 0 or later and has 1 to %d changes.".formatted(Catalog.MOST));
        }
        Long upstreamId = upstream == null ? null : upstreams.idOf(upstream);
        HistoryFilter filter = new HistoryFilter(upstreamId, kind, number, who, from, to);
        return new ChangeBody.Page(
                catalog.count(filter),
                catalog.history(filter, offset, limit).stream()
                        .map(ChangeBody::of)
                        .toList());
    }

    /** Takes a change back; with {@code If-Match} and the setting's version also those that were made since. */
    @PostMapping("/{id}/revert")
    ChangeBody revert(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return ChangeBody.of(
                ifMatch == null ? catalog.revert(id) : catalog.revert(id, Versions.required(ifMatch, Long.MAX_VALUE)));
    }
}
