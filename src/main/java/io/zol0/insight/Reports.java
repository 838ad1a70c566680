package io.zol0.insight;

import io.zol0.catalog.Upstream;
import io.zol0.metrics.Answer;
import io.zol0.metrics.History;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Scope;
import io.zol0.metrics.Stats;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Service;

/**
 * Makes the reports of days and weeks of a time zone, of what is in sight. Of a past of which only hours or days are kept, which
 * are those of UTC, the edges are as near as these allow.
 */
@Service
@DenyAll
public class Reports {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST_CHANGES = 12;
    private static final int MOST_ALERTS = 12;
    private static final int MOST_FINDINGS = 5;
    private static final long ENOUGH = 20;

    private final History history;
    private final HealthReader health;
    private final WeightTable weights;
    private final Happenings happenings;
    private final TraceReader traces;
    private final PriceTable prices;
    private final Spending spending;
    private final Whereabouts places;
    private final Clock clock;

    Reports(
            History history,
            HealthReader health,
            WeightTable weights,
            Happenings happenings,
            TraceReader traces,
            PriceTable prices,
            Spending spending,
            Whereabouts places,
            Clock clock) {
        this.history = history;
        this.health = health;
        this.weights = weights;
        this.happenings = happenings;
        this.traces = traces;
        this.prices = prices;
        this.spending = spending;
        this.places = places;
        this.clock = clock;
    }

    /** Of what time a report is. */
    public enum Kind {
        DAY("Day", Period.ofDays(1), Duration.ofMinutes(15), Duration.ofMinutes(1)),
        WEEK("Week", Period.ofWeeks(1), Duration.ofHours(1), Duration.ofMinutes(6));

        private final String words;
        private final Period length;
        private final Duration step;
        private final Duration fine;

        Kind(String words, Period length, Duration step, Duration fine) {
            this.words = words;
            this.length = length;
            this.step = step;
            this.fine = fine;
        }

        public String words() {
            return words;
        }

        /** The first day of that in which a day is; weeks begin on Mondays. */
        public LocalDate begin(LocalDate day) {
            return this == DAY ? day : day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        }

        /** The first day of the newest whole one. */
        LocalDate newest(Instant now, ZoneId zone) {
            return before(begin(LocalDate.ofInstant(now, zone)));
        }

        LocalDate before(LocalDate begin) {
            return begin.minus(length);
        }

        LocalDate after(LocalDate begin) {
            return begin.plus(length);
        }
    }

    /** The first day of the newest whole day or week of a zone. */
    @RolesAllowed("VIEWER")
    public LocalDate newest(Kind kind, ZoneId zone) {
        return kind.newest(clock.instant(), zone);
    }

    /**
     * The report of the day or week in which a day is; of one that is not over, of what there is so far.
     *
     * @param zone in which days begin and times are told
     */
    @RolesAllowed("VIEWER")
    public Answer<Report> of(Kind kind, LocalDate day, ZoneId zone) {
        LocalDate begin = kind.begin(day);
        Instant before = kind.before(begin).atStartOfDay(zone).toInstant();
        Instant from = begin.atStartOfDay(zone).toInstant();
        Instant end = kind.after(begin).atStartOfDay(zone).toInstant();
        Instant now = Dependencies.floor(clock.instant(), Duration.ofMinutes(1));
        Instant to = end.isAfter(now) ? now : end;
        return Away.asked(() -> make(kind, before, from, to.isAfter(from) ? to : from, zone));
    }

    private Report make(Kind kind, Instant before, Instant from, Instant to, ZoneId zone) {
        Scope all = places.scope(Place.EVERYTHING);
        List<Report.OfUpstream> upstreams = new ArrayList<>();
        for (Upstream upstream : places.upstreams()) {
            Scope scope = new Scope.OfUpstream(upstream.id());
            upstreams.add(
                    new Report.OfUpstream(upstream.name(), figures(scope, from, to), figures(scope, before, from)));
        }
        upstreams.sort(
                Comparator.comparingLong((Report.OfUpstream each) -> each.now().calls())
                        .reversed());
        HealthWeights counting = weightsAt(to);
        Map<Term, Double> lost = new EnumMap<>(Term.class);
        List<Report.HealthLine> lines = new ArrayList<>();
        for (Place place : places.all()) {
            healthLine(place, from, to, kind, counting, lost).ifPresent(lines::add);
        }
        List<Happening> happened = happenings.between(from, to);
        List<Happening> alerts = happened.stream()
                .filter(each -> each.kind() == Happening.Kind.ALERT)
                .toList();
        List<Report.ChangeLine> changes = happened.stream()
                .filter(each -> each.kind() != Happening.Kind.ALERT)
                .sorted(Comparator.comparing(Happening::at).reversed())
                .limit(MOST_CHANGES)
                .map(this::changeLine)
                .toList();
        Report.Figures total = figures(all, from, to);
        List<String> findings = findings(kind, from, to);
        return new Report(
                kind.words() + " of " + DATE.format(from.atZone(zone)),
                from,
                to,
                zone,
                total,
                figures(all, before, from),
                upstreams,
                lines,
                alerts.reversed().stream()
                        .limit(MOST_ALERTS)
                        .map(Happening::sentence)
                        .toList(),
                alerts.size(),
                changes,
                findings,
                cost(before, from, to),
                NextSteps.of(total, lost, changes, alerts.size(), findings));
    }

    private Report.Figures figures(Scope scope, Instant from, Instant to) {
        return switch (history.stats(scope, from, to)) {
            case Answer.Found<Stats>(Stats stats) ->
                new Report.Figures(
                        stats.calls(),
                        stats.total().p95().toNanos() / 1e6,
                        stats.errorShare(),
                        stats.calls() == 0
                                ? 0
                                : (double) stats.byOutcome().getOrDefault(Outcome.CACHED, 0L) / stats.calls());
            case Answer.Unavailable<Stats>(String reason) -> throw new DataAccessResourceFailureException(reason);
        };
    }

    private Optional<Report.HealthLine> healthLine(
            Place place, Instant from, Instant to, Kind kind, HealthWeights counting, Map<Term, Double> lost) {
        if (!(health.past(place, from, to, kind.step)
                instanceof Answer.Found<List<HealthReader.Sample>>(List<HealthReader.Sample> samples))) {
            throw new DataAccessResourceFailureException("The history cannot be read now.");
        }
        double sum = 0;
        int scored = 0;
        double lowest = Double.POSITIVE_INFINITY;
        Instant lowestAt = from;
        HealthScore.@Nullable Part worst = null;
        for (HealthReader.Sample sample : samples) {
            HealthScore score = HealthScore.of(sample.measured(), counting);
            Double value = score.score();
            if (value != null) {
                sum += value;
                scored++;
                if (value < lowest) {
                    lowest = value;
                    lowestAt = sample.at();
                    worst = score.worst().orElse(null);
                }
                if (place.kind() == Place.Kind.EVERYTHING) {
                    score.terms().forEach(part -> lost.merge(part.term(), part.lost(), Double::sum));
                }
            }
        }
        if (place.kind() == Place.Kind.EVERYTHING && scored > 0) {
            int steps = scored;
            lost.replaceAll((term, amount) -> amount / steps);
        }
        return scored == 0
                ? Optional.empty()
                : Optional.of(new Report.HealthLine(
                        places.name(place),
                        sum / scored,
                        lowest,
                        lowestAt,
                        worst == null ? null : worst.term().title() + ": " + worst.words()));
    }

    private HealthWeights weightsAt(Instant time) {
        return weights.versions(Health.MOST_VERSIONS).stream()
                .filter(version -> !version.at().isAfter(time))
                .findFirst()
                .orElseGet(HealthWeights::standard);
    }

    /** What was measured of the upstream an hour before a change and an hour after it. */
    private Report.ChangeLine changeLine(Happening happening) {
        if (happening.upstreamId() == 0) {
            return new Report.ChangeLine(happening.at(), happening.sentence(), null, null, null);
        }
        Scope scope = new Scope.OfUpstream(happening.upstreamId());
        Instant at = Dependencies.floor(happening.at(), Duration.ofMinutes(1));
        Report.Figures before = figures(scope, at.minus(HOUR), at);
        Report.Figures after =
                figures(scope, at.plusSeconds(60), at.plusSeconds(60).plus(HOUR));
        boolean enough = before.calls() >= ENOUGH && after.calls() >= ENOUGH;
        return new Report.ChangeLine(
                happening.at(),
                happening.sentence(),
                enough ? before : null,
                enough ? after : null,
                enough
                        ? Differences.ofShares(
                                after.failedShare() * after.calls(),
                                after.calls(),
                                before.failedShare() * before.calls(),
                                before.calls())
                        : null);
    }

    private List<String> findings(Kind kind, Instant from, Instant to) {
        Instant end = Dependencies.floor(to, kind.fine);
        if (Duration.between(from, end).compareTo(kind.fine.multipliedBy(RankCorrelation.LEAST_POINTS)) < 0
                || !(traces.read(from, end, kind.fine, quantity -> true)
                        instanceof Answer.Found<List<Trace>>(List<Trace> read))) {
            return List.of();
        }
        return Correlations.among(
                        read, from.getEpochSecond(), kind.fine, Math.toIntExact(Dependencies.LAG.dividedBy(kind.fine)))
                .findings()
                .stream()
                .limit(MOST_FINDINGS)
                .map(Finding::sentence)
                .toList();
    }

    private Report.@Nullable CostLine cost(Instant start, Instant from, Instant to) {
        List<Price> all = prices.all();
        if (all.isEmpty()) {
            return null;
        }
        double spent = 0;
        double before = 0;
        double saved = 0;
        for (Upstream upstream : places.upstreams()) {
            PriceList list = new PriceList(upstream.id(), all);
            for (Spending.OfEndpoint each : spending.found(list, upstream.id(), from, to)) {
                spent += each.spent().amount();
                saved += each.saved().amount();
            }
            for (Spending.OfEndpoint each : spending.found(list, upstream.id(), start, from)) {
                before += each.spent().amount();
            }
        }
        return new Report.CostLine(spent, before, saved, prices.currency());
    }
}
