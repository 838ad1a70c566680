package io.zol0.api;

import io.zol0.cache.CachePriority;
import io.zol0.cache.EndpointFigures;
import io.zol0.catalog.Endpoint;
import io.zol0.limits.Ban;
import io.zol0.limits.BudgetState;
import io.zol0.limits.Freeze;
import io.zol0.limits.QuotaState;
import io.zol0.limits.WindowKind;
import io.zol0.limits.WindowState;
import io.zol0.metrics.Backlog;
import io.zol0.metrics.HistorySize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** What the questions about ZoL0 itself, its cache and its quotas are answered with. */
interface MonitoringBody {
    /** How things are at a glance. */
    record Status(
            Instant at, HealthBody health, List<CheckResult> checks, FiguresBody lastQuarterHour, List<BanBody> bans) {}

    /** Nothing of it goes to a provider until then. */
    record BanBody(String upstream, Ban.Kind kind, Instant since, Instant until, String reason) {
        static BanBody of(Ban ban, String upstream) {
            return new BanBody(upstream, ban.kind(), ban.since(), ban.until(), ban.reason());
        }
    }

    /**
     * The machine, this process and its JVM.
     *
     * @param history what the history takes; null where the database cannot be asked, as {@code why} then says
     */
    record Machine(
            Instant at,
            List<Reading> readings,
            WaitingBody waiting,
            @Nullable Long databaseBytes,
            @Nullable List<SizeBody> history,
            @Nullable String why) {}

    /** The newest value of a series; of a counter the amount a second. Null where the system does not tell it. */
    record Reading(String name, String unit, @Nullable Double value) {}

    /** Minutes that wait for the database. */
    record WaitingBody(
            int minutes,
            long bytes,
            long mostBytes,
            @Nullable Instant oldest,
            @Nullable String failure) {
        static WaitingBody of(Backlog backlog) {
            return new WaitingBody(
                    backlog.minutes(), backlog.bytes(), backlog.mostBytes(), backlog.oldest(), backlog.failure());
        }
    }

    record SizeBody(
            HistorySize.Kind kind,
            long bytes,
            @Nullable Instant oldest,
            Duration kept,
            @Nullable Long mostBytes) {
        static SizeBody of(HistorySize size) {
            DataSize most = size.most();
            return new SizeBody(
                    size.kind(),
                    size.size().toBytes(),
                    size.oldest(),
                    size.kept(),
                    most == null ? null : most.toBytes());
        }
    }

    /**
     * The cache as a whole, and by endpoint since the start.
     *
     * @param next the cursor of the next page of endpoints; null where this is the last one
     */
    record CacheState(
            long budgetBytes,
            long usedBytes,
            long takenBytes,
            Map<CachePriority, Long> entries,
            long total,
            List<CachedEndpoint> endpoints,
            @Nullable String next) {}

    /**
     * What the cache did for one endpoint.
     *
     * @param hitShare of the calls that could have been answered from it, 0 to 1; null where there were none
     */
    record CachedEndpoint(
            long id,
            String method,
            String template,
            long asked,
            long hits,
            long stale,
            long collapsed,
            @Nullable Double hitShare,
            long evicted,
            long expired,
            long bytesSaved,
            Duration timeSaved) {
        static CachedEndpoint of(Endpoint endpoint, EndpointFigures figures) {
            long asked = figures.asked();
            return new CachedEndpoint(
                    endpoint.id(),
                    endpoint.method(),
                    endpoint.template(),
                    asked,
                    figures.hits(),
                    figures.stale(),
                    figures.collapsed(),
                    asked == 0 ? null : (double) figures.hits() / asked,
                    figures.evicted(),
                    figures.expired(),
                    figures.bytesSaved(),
                    figures.timeSaved());
        }
    }

    /**
     * Where a quota stands.
     *
     * @param headroom share that is left of the budget with least left, 0 to 1; null where none is in use
     * @param exhaustedIn when that one is empty at the rate of the last minute; null where it will not be
     * @param windows those of that budget
     * @param callers who spent how much in the last minute
     */
    record QuotaNow(
            long id,
            String upstream,
            String name,
            boolean enabled,
            long operatingLevel,
            int budgets,
            int waiting,
            @Nullable Double headroom,
            @Nullable Duration exhaustedIn,
            List<WindowNow> windows,
            List<QuotaState.Spend> callers,
            QuotaState.Tally since,
            @Nullable Instant frozenUntil) {
        static QuotaNow of(QuotaState state, String upstream) {
            BudgetState fullest =
                    state.fullest().isEmpty() ? null : state.fullest().getFirst();
            Freeze freeze = state.freeze();
            return new QuotaNow(
                    state.quota().id(),
                    upstream,
                    state.quota().name(),
                    state.quota().enabled(),
                    state.operatingLevel(),
                    state.budgets(),
                    state.waiting(),
                    fullest == null ? null : fullest.headroom(),
                    fullest == null ? null : fullest.exhaustedIn(),
                    fullest == null
                            ? List.of()
                            : fullest.windows().stream().map(WindowNow::of).toList(),
                    state.callers(),
                    state.tally(),
                    freeze == null ? null : freeze.until());
        }
    }

    record WindowNow(WindowKind kind, long allowed, long used, long remaining, Duration fullIn) {
        static WindowNow of(WindowState state) {
            return new WindowNow(
                    state.window().kind(), state.allowed(), state.used(), state.remaining(), state.fullIn());
        }
    }
}
