package io.zol0.insight;

import io.zol0.catalog.AppliedChange;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.HistoryFilter;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.Problem;
import io.zol0.catalog.Upstream;
import io.zol0.users.Sight;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What happened: setting changes, deployments that were told of, and what other rooms know. */
@Service
public class Happenings {
    /** Most of one kind in an answer, the newest. */
    public static final int MOST = 200;

    private final DeploymentTable table;
    private final Catalog catalog;
    private final Whereabouts places;
    private final ObjectProvider<HappeningSource> sources;
    private final Clock clock;

    Happenings(
            DeploymentTable table,
            Catalog catalog,
            Whereabouts places,
            ObjectProvider<HappeningSource> sources,
            Clock clock) {
        this.table = table;
        this.catalog = catalog;
        this.places = places;
        this.sources = sources;
        this.clock = clock;
    }

    /** What happened from a time on and before another and may be seen, oldest first; of each kind the newest. */
    @RolesAllowed("VIEWER")
    public List<Happening> between(Instant from, Instant to) {
        List<Happening> all = changes(from, to);
        sources.orderedStream().forEach(source -> all.addAll(source.between(from, to, MOST)));
        all.sort(Comparator.comparing(Happening::at));
        return all;
    }

    /** What was changed from a time on and before another: settings and deployments alone, oldest first. */
    @RolesAllowed("VIEWER")
    public List<Happening> changes(Instant from, Instant to) {
        return changes(table.between(from, to, MOST), new HistoryFilter(null, null, null, null, from, to));
    }

    /**
     * The same of one upstream: its settings, and deployments of it or of no upstream at all.
     *
     * @param environment of that upstream; deployments to other environments do not count
     */
    @RolesAllowed("VIEWER")
    public List<Happening> changesOf(long upstreamId, String environment, Instant from, Instant to) {
        return changes(
                table.of(upstreamId, environment, from, to, MOST),
                new HistoryFilter(upstreamId, null, null, null, from, to));
    }

    private List<Happening> changes(List<Deployment> deployments, HistoryFilter settings) {
        List<Happening> all = new ArrayList<>();
        Sight sight = Sight.current();
        deployments.stream()
                .filter(each -> each.environment().isEmpty() || sight.sees(each.environment()))
                .filter(each -> each.upstreamId() == 0
                        || places.upstream(each.upstreamId()).isPresent())
                .map(each -> new Happening(
                        each.at(),
                        Happening.Kind.DEPLOYMENT,
                        each.environment(),
                        each.upstreamId(),
                        each.title(),
                        each.link()))
                .forEach(all::add);
        catalog.history(settings, 0, MOST).stream().map(this::happening).forEach(all::add);
        all.sort(Comparator.comparing(Happening::at));
        return all;
    }

    /** The newest deployments in sight. */
    @RolesAllowed("VIEWER")
    public List<Deployment> deployments(int most) {
        Sight sight = Sight.current();
        return table.between(Instant.EPOCH, clock.instant().plusSeconds(600), Math.min(most, MOST)).stream()
                .filter(each -> each.environment().isEmpty() || sight.sees(each.environment()))
                .toList();
    }

    /**
     * Takes a deployment that is told of; of more than 10,000 the oldest is forgotten.
     *
     * @param upstream name of the upstream that it has to do with; empty for none
     * @throws InvalidDraft with what is wrong
     */
    @RolesAllowed({"OPERATOR", "INGEST"})
    @Transactional
    public Deployment tell(Deployment told, String upstream) {
        Instant now = clock.instant();
        List<Problem> problems = new ArrayList<>(told.problems(now));
        long upstreamId = 0;
        if (!upstream.isEmpty()) {
            Optional<Upstream> found = places.upstream(upstream);
            upstreamId = found.map(Upstream::id).orElse(0L);
            if (found.isEmpty()) {
                problems.add(new Problem("upstream", "There is no upstream %s.".formatted(upstream)));
            }
        }
        if (!told.environment().isEmpty() && !places.environments().contains(told.environment())) {
            problems.add(
                    new Problem("environment", "There is no upstream in an environment " + told.environment() + "."));
        }
        if (!problems.isEmpty()) {
            throw new InvalidDraft(problems);
        }
        return table.add(new Deployment(
                0,
                told.at().truncatedTo(ChronoUnit.MICROS),
                told.title().strip(),
                told.text().strip(),
                told.environment(),
                upstreamId,
                told.link(),
                Health.who()));
    }

    private Happening happening(AppliedChange change) {
        long upstreamId = change.setting().upstreamId();
        String of = change.upstream().isEmpty() ? "" : " of " + change.upstream();
        return new Happening(
                change.at(),
                Happening.Kind.SETTING,
                places.upstream(upstreamId).map(Upstream::environment).orElse(""),
                upstreamId,
                "%s %s%s was changed by %s"
                        .formatted(change.setting().kind().words(), change.subject(), of, change.who()),
                "settings/history");
    }
}
