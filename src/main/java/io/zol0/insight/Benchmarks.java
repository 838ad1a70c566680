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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Transactional;

/** Bounded loads through the gateway onto upstreams that are marked as own, one at a time, kept to be compared. */
@Service
@DenyAll
public class Benchmarks {
    /** Most runs that are listed. */
    public static final int MOST = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Benchmarks.class);

    private final BenchmarkTable table;
    private final KnownTokens tokens;
    private final Whereabouts places;
    private final Audit audit;
    private final Clock clock;
    private final AtomicReference<@Nullable Going> turn = new AtomicReference<>();
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
     * The load that runs.
     *
     * @param at when it began
     */
    public record Running(BenchmarkPlan plan, Instant at, String who) {}

    /** A load that runs, and the thread that sends it. */
    private record Going(Running what, Thread by) {}

    /** The load that runs now with this node, where it is onto something in sight. */
    @RolesAllowed("VIEWER")
    public Optional<Running> running() {
        return going().map(Going::what);
    }

    /**
     * Runs a load to its end, which takes as long as it is to run.
     *
     * @param gateway address of the gateway, without a slash at its end
     * @throws InvalidDraft if the upstream is not marked as own, another run goes on, or something is wrong with the plan
     */
    @RolesAllowed("OPERATOR")
    public BenchmarkRun run(BenchmarkPlan plan, String gateway) {
        Upstream upstream = requireFits(plan);
        Running what = new Running(plan, clock.instant(), Health.who());
        requireTurn(new Going(what, Thread.currentThread()));
        return run(what, upstream, gateway);
    }

    /**
     * Begins a load; {@link #runs} has it when it is over, unless it was stopped.
     *
     * @throws InvalidDraft as {@link #run} does
     */
    @RolesAllowed("OPERATOR")
    public Running start(BenchmarkPlan plan, String gateway) {
        Upstream upstream = requireFits(plan);
        Running what = new Running(plan, clock.instant(), Health.who());
        // With the rights of whoever asks, as long as it runs.
        Thread thread = Thread.ofVirtual()
                .name("benchmark")
                .unstarted(new DelegatingSecurityContextRunnable(() -> runAlone(what, upstream, gateway)));
        requireTurn(new Going(what, thread));
        thread.start();
        return what;
    }

    /**
     * Stops the load that runs with this node; nothing is kept of it. Requests on their way end as they would.
     *
     * @return whether there was one onto something in sight
     */
    @RolesAllowed("OPERATOR")
    public boolean stop() {
        Optional<Going> stopped = going();
        stopped.ifPresent(each -> {
            synchronized (turn) {
                if (turn.get() == each) {
                    each.by().interrupt();
                }
            }
        });
        return stopped.isPresent();
    }

    private void runAlone(Running what, Upstream upstream, String gateway) {
        try {
            run(what, upstream, gateway);
        } catch (InvalidDraft stopped) {
            LOG.info("A load came to nothing: {}", stopped.getMessage());
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("A load came to nothing: {}", away.getMessage());
        }
    }

    private BenchmarkRun run(Running what, Upstream upstream, String gateway) {
        BenchmarkPlan plan = what.plan();
        try {
            audit.note(
                    AuditAction.BENCHMARK_RUN,
                    upstream.name(),
                    Map.of("path", plan.path(), "rate", plan.rate(), "seconds", plan.seconds()));
            if (token.isEmpty()) {
                token = tokens.forThisProcess("benchmark");
            }
            Load.Outcome outcome = Load.run(
                    Load.get(URI.create(gateway + "/" + upstream.name() + plan.path()), token),
                    plan.rate(),
                    Duration.ofSeconds(plan.seconds()));
            return table.add(new BenchmarkRun(
                    0,
                    what.at(),
                    what.who(),
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
            synchronized (turn) {
                turn.set(null);
            }
        }
    }

    private Upstream requireFits(BenchmarkPlan plan) {
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
        return upstream.orElseThrow();
    }

    private void requireTurn(Going mine) {
        if (!turn.compareAndSet(null, mine)) {
            throw new InvalidDraft(List.of(new Problem("", "Another load runs now; wait for its end.")));
        }
    }

    private Optional<Going> going() {
        return Optional.ofNullable(turn.get())
                .filter(each -> places.upstream(each.what().plan().upstreamId()).isPresent());
    }
}
