package io.zol0.api;

import io.zol0.gateway.Bans;
import io.zol0.gateway.PastBan;
import io.zol0.limits.Ban;
import io.zol0.limits.BudgetKey;
import io.zol0.limits.Freeze;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Bans of upstreams by REST. */
@RestController
@RequestMapping("/api/monitoring/bans")
class BanController {
    private static final int MOST = 200;

    private final Bans bans;
    private final NamedUpstreams upstreams;

    BanController(Bans bans, NamedUpstreams upstreams) {
        this.bans = bans;
        this.upstreams = upstreams;
    }

    /**
     * Nothing of a scope goes to a provider until then.
     *
     * @param key tells it from the others that are in force
     * @param quota number of the quota whose calls it is about; null for all calls to the upstream
     * @param caller whose budget of the quota it is about; null for all, as the next one
     * @param liftedAt when somebody lifted it; null where nobody did
     */
    record KnownBan(
            String key,
            String upstream,
            @Nullable Long quota,
            @Nullable String caller,
            @Nullable String endpoint,
            Ban.Kind kind,
            Instant since,
            Instant until,
            String reason,
            @Nullable Instant liftedAt,
            @Nullable String liftedWhy) {
        static KnownBan of(Ban ban, String upstream, @Nullable Instant liftedAt, @Nullable String liftedWhy) {
            BudgetKey budget = ban.scope() instanceof Freeze.Scope.OfBudget of ? of.budget() : BudgetKey.SHARED;
            return new KnownBan(
                    keyOf(ban.scope()),
                    upstream,
                    switch (ban.scope()) {
                        case Freeze.Scope.OfUpstream upstreams -> null;
                        case Freeze.Scope.OfQuota(long quota) -> quota;
                        case Freeze.Scope.OfBudget(long quota, BudgetKey of) -> quota;
                    },
                    budget.caller(),
                    budget.endpoint(),
                    ban.kind(),
                    ban.since(),
                    ban.until(),
                    ban.reason(),
                    liftedAt,
                    liftedWhy);
        }
    }

    /** Those in force, the one that lasts longest first. */
    @GetMapping
    List<KnownBan> current() {
        Map<Long, String> names = upstreams.all();
        return bans.current().stream()
                .map(ban -> KnownBan.of(ban, names.getOrDefault(ban.upstreamId(), ""), null, null))
                .toList();
    }

    /** Those that began last, over or not, of the last 90 days at most. */
    @GetMapping("/newest")
    List<KnownBan> newest(@RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw Unfit.sense("limit", "There are 1 to %d at a time.".formatted(MOST));
        }
        Map<Long, String> names = upstreams.all();
        return bans.newest(limit).stream().map(past -> body(past, names)).toList();
    }

    /** Lifts one early; if the provider still refuses, it begins anew and may be longer. */
    @DeleteMapping("/{key}")
    ResponseEntity<Void> lift(@PathVariable String key, @RequestParam(defaultValue = "") String reason) {
        Freeze.Scope scope = bans.current().stream()
                .map(Ban::scope)
                .filter(each -> keyOf(each).equals(key))
                .findFirst()
                .orElseThrow(() -> new Missing("There is no such ban in force."));
        try {
            bans.lift(scope, reason);
        } catch (IllegalArgumentException refused) {
            throw Unfit.sense("reason", String.valueOf(refused.getMessage()));
        }
        return ResponseEntity.noContent().build();
    }

    private static KnownBan body(PastBan past, Map<Long, String> names) {
        return KnownBan.of(
                past.ban(), names.getOrDefault(past.ban().upstreamId(), ""), past.liftedAt(), past.liftedWhy());
    }

    private static String keyOf(Freeze.Scope scope) {
        return switch (scope) {
            case Freeze.Scope.OfUpstream(long upstream) -> "upstream-" + upstream;
            case Freeze.Scope.OfQuota(long quota) -> "quota-" + quota;
            case Freeze.Scope.OfBudget(long quota, BudgetKey budget) ->
                "quota-%d-%d".formatted(quota, Versions.of(budget));
        };
    }
}
