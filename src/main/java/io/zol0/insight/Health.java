package io.zol0.insight;

import io.zol0.catalog.Endpoint;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.Problem;
import io.zol0.metrics.Answer;
import io.zol0.metrics.EndpointStats;
import io.zol0.metrics.LiveMetrics;
import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** How healthy everything is, and each environment, upstream and endpoint in sight, now and before. */
@Service
@DenyAll
public class Health {
    /** What a score of now is made of. */
    public static final Duration WINDOW = HealthReader.WINDOW;

    /** Most endpoints of a list, the busiest. */
    public static final int MOST_ENDPOINTS = 40;

    /** Most versions of the weights that are listed, the newest. */
    public static final int MOST_VERSIONS = 50;

    private final HealthReader reader;
    private final WeightTable weights;
    private final Whereabouts places;
    private final LiveMetrics live;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final CountingWeights counting;

    Health(
            HealthReader reader,
            WeightTable weights,
            CountingWeights counting,
            Whereabouts places,
            LiveMetrics live,
            Audit audit,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.transaction = new TransactionTemplate(transactions);
        this.reader = reader;
        this.counting = counting;
        this.weights = weights;
        this.places = places;
        this.live = live;
        this.audit = audit;
        this.clock = clock;
    }

    /** A place with its name and its score now. */
    public record Scored(Place place, String name, HealthScore score) {}

    /** What was measured in a step of the past; its score depends on the weights. */
    public record Past(Instant at, Measured measured) {
        public HealthScore score(HealthWeights weights) {
            return HealthScore.of(measured, weights);
        }
    }

    /** The score of a place now, by its {@link Place#path()}; nothing where it is not in sight. */
    @RolesAllowed("VIEWER")
    public Optional<Scored> now(String path) {
        return places.find(path).map(place -> score(List.of(place)).getFirst());
    }

    /** The score of everything in sight. */
    @RolesAllowed("VIEWER")
    public HealthScore whole() {
        return score(List.of(Place.EVERYTHING)).getFirst().score();
    }

    /** Everything, environments where there are several, and upstreams. */
    @RolesAllowed("VIEWER")
    public List<Scored> places() {
        return score(places.all());
    }

    /** A place with its name. */
    public record Named(Place place, String name) {}

    /** What there is to choose from, without scores. */
    @RolesAllowed("VIEWER")
    public List<Named> all() {
        return places.all().stream()
                .map(place -> new Named(place, places.name(place)))
                .toList();
    }

    /** The endpoints of a place that were called most in the last quarter of an hour. */
    @RolesAllowed("VIEWER")
    public List<Scored> endpoints(Place within) {
        var upstreamIds = places.upstreamIds(within);
        List<Place> busiest = live.endpoints(WINDOW).stream()
                .filter(each -> upstreamIds.contains(each.upstreamId()))
                .sorted(Comparator.comparingLong(
                                (EndpointStats each) -> each.stats().calls())
                        .reversed())
                .flatMap(each -> places.endpoint(each.endpointId()).stream())
                .filter(place -> places.endpointOf(place.endpointId())
                        .filter(endpoint -> !endpoint.template().equals(Endpoint.OTHER))
                        .isPresent())
                .limit(MOST_ENDPOINTS)
                .toList();
        return score(busiest);
    }

    /**
     * What was measured of a place in sight in steps of a quarter of an hour or more, oldest first.
     *
     * @throws IllegalArgumentException if a step is shorter than a minute, or there would be more than 2,000
     */
    @RolesAllowed("VIEWER")
    public Answer<List<Past>> past(Place place, Instant from, Instant to, Duration step) {
        if (places.find(place.path()).isEmpty()) {
            return new Answer.Found<>(List.of());
        }
        return switch (reader.past(place, from, to, step)) {
            case Answer.Found<List<HealthReader.Sample>>(List<HealthReader.Sample> samples) ->
                new Answer.Found<>(samples.stream()
                        .map(sample -> new Past(sample.at(), sample.measured()))
                        .toList());
            case Answer.Unavailable<List<HealthReader.Sample>>(String reason) -> new Answer.Unavailable<>(reason);
        };
    }

    /** How the terms count now; what another node saved is known after ten seconds at most. */
    @RolesAllowed("VIEWER")
    public HealthWeights weights() {
        return counting.current();
    }

    /** How they counted before, the newest first. */
    @RolesAllowed("VIEWER")
    public List<HealthWeights> versions() {
        return weights.versions(MOST_VERSIONS);
    }

    /**
     * Lets the terms count otherwise from now on, and for what is shown of before.
     *
     * @param draft with the version that it was made from
     * @throws InvalidDraft with what is wrong
     * @throws WeightsChanged if that is not the newest version
     */
    @RolesAllowed("ADMIN")
    public HealthWeights save(HealthWeights draft) {
        List<Problem> problems = draft.problems();
        if (!problems.isEmpty()) {
            throw new InvalidDraft(problems);
        }
        HealthWeights saved = Objects.requireNonNull(transaction.execute(status -> write(draft)));
        counting.set(saved);
        return saved;
    }

    private HealthWeights write(HealthWeights draft) {
        weights.hold();
        HealthWeights before = weights.newest().orElseGet(HealthWeights::standard);
        if (before.version() != draft.version()) {
            throw new WeightsChanged(before);
        }
        HealthWeights saved = new HealthWeights(
                before.version() + 1, clock.instant().truncatedTo(ChronoUnit.MICROS), who(), draft.terms());
        weights.add(saved.version(), saved.at(), saved.who(), saved.terms());
        audit.record(AuditAction.HEALTH_WEIGHTS_CHANGED, "health score", fields(before), fields(saved));
        return saved;
    }

    private List<Scored> score(List<Place> wanted) {
        HealthWeights held = weights();
        List<Measured> measured = reader.now(wanted);
        List<Scored> scored = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            scored.add(new Scored(wanted.get(i), places.name(wanted.get(i)), HealthScore.of(measured.get(i), held)));
        }
        return scored;
    }

    private static Map<String, Object> fields(HealthWeights weights) {
        Map<String, Object> fields = new LinkedHashMap<>();
        weights.terms()
                .forEach((term, setting) -> fields.put(
                        term.title(),
                        "weight %s, good %s, bad %s".formatted(setting.weight(), setting.good(), setting.bad())));
        return fields;
    }

    static String who() {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        return login == null ? "system" : login.getName();
    }
}
