package io.zol0.optimizer;

import io.zol0.alerts.LeadElsewhere;
import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.SettingChange;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.Subject;
import io.zol0.users.Itself;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.context.ApplicationContext;

/** A running application whose trials move in virtual time, for a browser to look at. */
public final class Stage implements AutoCloseable {
    private final ApplicationContext application;
    private final LeadElsewhere leader;
    private final Life life;
    private final Upstream upstream;
    private final Endpoint endpoint;
    private Instant now = Instant.now();

    /** One upstream with one endpoint, whose answers are kept for a second. */
    public Stage(ApplicationContext application) throws SQLException {
        this.application = application;
        // So that only these rounds are made.
        leader = new LeadElsewhere(application);
        life = new Life(
                application.getBean(RecommendationTable.class),
                application.getBean(TrialTable.class),
                application.getBean(Catalog.class),
                application.getBean(Subjects.class),
                new World(),
                application.getBean(InForce.class),
                Bystander.NONE);
        upstream = Itself.ask(
                () -> application.getBean(Upstreams.class).add(UpstreamDraft.of("exchange", "http://localhost:1")));
        endpoint = Itself.ask(() -> application.getBean(Endpoints.class).resolve(upstream.id(), "GET", "/statistics"));
        CachePolicy usual = CachePolicy.ORIGIN;
        Itself.run(() -> application
                .getBean(Catalog.class)
                .apply(SettingChange.cachePolicy(
                        upstream.id(),
                        endpoint.id(),
                        0,
                        new CachePolicy(
                                CacheMode.OWN_TTL,
                                Duration.ofSeconds(1),
                                "to begin with",
                                Duration.ZERO,
                                Duration.ZERO,
                                false,
                                false,
                                usual.priority(),
                                true,
                                usual.largestBody(),
                                usual.leaderWait()))));
    }

    /** What it advises on. */
    public Subject endpoint() {
        return Subject.endpoint(endpoint.id(), upstream.id());
    }

    /** Finds advice, as a pass over what was recorded would. */
    public void find() {
        Evidence.Cell half = new Evidence.Cell(Duration.ofMinutes(5), 0.9, 120);
        Proposal proposal = new Proposal(
                new Advice.CacheTtl(
                        upstream.id(),
                        endpoint.id(),
                        Duration.ofSeconds(1),
                        Duration.ZERO,
                        Duration.ofSeconds(6),
                        Duration.ZERO),
                "GET /statistics of exchange",
                "Keep answers of GET /statistics for 6 s instead of 1 s",
                "4 of 312 fetches of the same brought another answer: they change about every 5 min.",
                new Evidence(
                        List.of(new Evidence.Row(
                                "Requests that went to the provider",
                                Evidence.Unit.SHARE,
                                List.of(half, half, half, new Evidence.Cell(Duration.ofDays(1), null, 0)))),
                        List.of("312 fetches of the same were compared; 4 brought another answer.")),
                new Effect(Aim.TO_PROVIDER, 0.9, 0.3, 0.25, 0.35),
                0.9,
                1000,
                Risk.LOW);
        Itself.run(() -> new Finder(List.of(), application.getBean(RecommendationTable.class), application)
                .keep(List.of(proposal), now));
    }

    /** Lets time go by. */
    public void play(Duration time) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            now = now.plus(Meter.PIECE);
            Itself.ask(Finder.OPTIMIZER, () -> {
                life.round(now);
                return true;
            });
        }
    }

    @Override
    public void close() throws SQLException {
        Itself.run(() -> application.getBean(Upstreams.class).remove(upstream.id()));
        leader.close();
    }
}
