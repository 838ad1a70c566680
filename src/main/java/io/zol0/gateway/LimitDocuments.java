package io.zol0.gateway;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.zol0.catalog.Upstream;
import io.zol0.limits.BudgetKey;
import io.zol0.limits.LimitDocument;
import io.zol0.limits.Preset;
import io.zol0.limits.Presets;
import io.zol0.limits.ProviderCount;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, as often as presets say, the documents in which providers write down their limits, and tells the quotas that were made
 * from them; what is set changes by people only. Of one thread at a time.
 */
final class LimitDocuments {
    private static final Logger log = LoggerFactory.getLogger(LimitDocuments.class);

    private final Limiting limiting;
    private final Source source;
    private final Clock clock;
    private final Map<Long, Instant> due = new HashMap<>();

    /** Where documents come from. */
    interface Source {
        Future<Buffer> read(Upstream upstream, String path);
    }

    LimitDocuments(Limiting limiting, Source source, Clock clock) {
        this.limiting = limiting;
        this.source = source;
        this.clock = clock;
    }

    /** Reads what is due; an upstream that is disabled or frozen, or has no quota of its preset, is not asked. */
    void look() {
        Instant now = clock.instant();
        List<Limiting.Read> read = limiting.read();
        due.keySet()
                .removeIf(id -> read.stream().noneMatch(one -> one.upstream().id() == id));
        for (Limiting.Read one : read) {
            LimitDocument document = one.preset().document();
            if (document != null
                    && mayAsk(one)
                    && !due.getOrDefault(one.upstream().id(), now).isAfter(now)) {
                due.put(one.upstream().id(), now.plus(document.every()));
                ask(one, document);
            }
        }
    }

    private boolean mayAsk(Limiting.Read one) {
        return one.upstream().enabled()
                && one.quotas().stream().anyMatch(quota -> of(quota, one.preset()) != null)
                && limiting.limits().frozenUpstream(one.upstream().id()).isEmpty();
    }

    private void ask(Limiting.Read one, LimitDocument document) {
        source.read(one.upstream(), document.path())
                .onSuccess(body -> document.read(body.getBytes()).forEach(limit -> tell(one, limit)))
                .onFailure(cause -> log.warn(
                        "The limits of {} were not read from {}: {}.",
                        one.upstream().name(),
                        document.path(),
                        Failures.innermost(cause)));
    }

    private void tell(Limiting.Read one, LimitDocument.Limit limit) {
        for (Quota quota : one.quotas()) {
            if (limit.quota().equals(of(quota, one.preset())) && isShared(quota.scope())) {
                limiting.limits()
                        .observe(
                                quota.id(),
                                BudgetKey.SHARED,
                                new ProviderCount(limit.period(), null, limit.capacity(), null));
            }
        }
    }

    private static @Nullable String of(Quota quota, Preset preset) {
        Presets.Origin origin = Presets.origin(quota.preset(), List.of(preset));
        return origin == null ? null : origin.quota().name();
    }

    /** Where budgets are told apart, no document speaks of any one of them. */
    private static boolean isShared(QuotaScope scope) {
        return scope.key() == null && !scope.perCaller() && !scope.perEndpoint();
    }
}
