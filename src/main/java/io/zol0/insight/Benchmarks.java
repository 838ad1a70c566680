package io.zol0.insight;

import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.Problem;
import io.zol0.catalog.Upstream;
import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import io.zol0.users.KnownTokens;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Bounded loads through the gateway onto upstreams that are marked as own, one at a time, kept to be compared. */
@Service
@DenyAll
public class Benchmarks {
    /** Most runs that are listed. */
    public static final int MOST = 100;

    private final BenchmarkTable table;
    private final KnownTokens tokens;
    private final Whereabouts places;
    private final Audit audit;
    private final Clock clock;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile String token = "";

    Benchmarks(BenchmarkTable table, KnownTokens tokens, Whereabouts places, Audit audit, Clock clock) {
        this.table = table;
        this.tokens = tokens;
        this.places = places;
        this.audit = audit;
        this.clock = clock;
    }

    /** Upstreams in sight that may be put under load: those that are marked, and the demo, which is ours. */
    @RolesAllowed("VIEWER")
    public List<Upstream> own() {
        List<Long> marked = table.own();
        return places.upstreams().stream()
                .filter(upstream -> upstream.demo() || marked.contains(upstream.id()))
                .toList();
    }

    /** Says that an upstream is one's own, or that it is not. */
    @RolesAllowed("ADMIN")
    @Transactional
    public void mark(long upstreamId, boolean own) {
        Optional<Upstream> upstream = places.upstream(upstreamId);
        if (upstream.isPresent()) {
            table.mark(upstreamId, own, Health.who());
            audit.record(
                    AuditAction.OWN_UPSTREAM_CHANGED, upstream.get().name(), Map.of("own", !own), Map.of("own", own));
        }
    }

    /** Runs in sight, the newest first. */
    @RolesAllowed("VIEWER")
    public List<BenchmarkRun> runs() {
        return table.newest(MOST).stream()
                .filter(run -> places.upstream(run.plan().upstreamId()).isPresent())
                .toList();
    }

    /**
     * Runs a load to its end, which takes as long as it is to run.
     *
     * @param gateway address of the gateway, without a slash at its end
     * @throws InvalidDraft if the upstream is not marked as own, another run goes on, or something is wrong with the plan
     */
    @RolesAllowed("OPERATOR")
    public BenchmarkRun run(BenchmarkPlan plan, String gateway) {
        List<Problem> problems = new ArrayList<>(plan.problems());
        Optional<Upstream> upstream =
                own().stream().filter(each -> each.id() == plan.upstreamId()).findFirst();
        if (upstream.isEmpty()) {
            problems.add(new Problem(
                    "upstream",
                    "This upstream is not marked as own, so it is not put under load. An administrator can mark it."));
        }
        if (!problems.isEmpty()) {
            throw new InvalidDraft(problems);
        }
        if (!running.compareAndSet(false, true)) {
            throw new InvalidDraft(List.of(new Problem("", "Another load runs now; wait for its end.")));
        }
        try {
            Instant at = clock.instant();
            audit.note(
                    AuditAction.BENCHMARK_RUN,
                    upstream.get().name(),
                    Map.of("path", plan.path(), "rate", plan.rate(), "seconds", plan.seconds()));
            if (token.isEmpty()) {
                token = tokens.forThisProcess("benchmark");
            }
            Load.Outcome outcome = Load.run(
                    Load.get(URI.create(gateway + "/" + upstream.get().name() + plan.path()), token),
                    plan.rate(),
                    Duration.ofSeconds(plan.seconds()));
            return table.add(new BenchmarkRun(
                    0,
                    at,
                    Health.who(),
                    plan,
                    outcome.sent(),
                    outcome.unsent(),
                    outcome.failed(),
                    Quantiles.of(outcome.millis(), 0.5),
                    Quantiles.of(outcome.millis(), 0.95)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InvalidDraft(List.of(new Problem("", "The load was broken off.")));
        } finally {
            running.set(false);
        }
    }
}
