package io.zol0.api;

import io.zol0.api.BenchmarkBody.Within;
import io.zol0.insight.Costs;
import io.zol0.insight.Dependencies;
import io.zol0.insight.Environments;
import io.zol0.insight.Finding;
import io.zol0.insight.Forecast;
import io.zol0.insight.Happening;
import io.zol0.insight.Health;
import io.zol0.insight.HealthWeights;
import io.zol0.insight.LevelChange;
import io.zol0.insight.Security;
import io.zol0.insight.SecurityPicture;
import io.zol0.insight.Spent;
import io.zol0.insight.Term;
import io.zol0.insight.Usage;
import io.zol0.metrics.Device;
import io.zol0.metrics.PageVital;
import io.zol0.metrics.Vital;
import io.zol0.optimizer.Forecasts;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What questions about insight are answered with; what cannot be said is null. */
interface InsightBody {
    /** Something that happened, in a sentence. */
    record Happened(Instant at, Happening.Kind kind, String environment, String sentence) {
        static List<Happened> of(List<Happening> all) {
            return all.stream()
                    .map(each -> new Happened(each.at(), each.kind(), each.environment(), each.sentence()))
                    .toList();
        }
    }

    /**
     * How healthy something was in a step of time.
     *
     * @param score 0 to 1; null where no term with a weight was measured
     * @param measured the figure of each term that was measured, in the term's unit
     */
    record HealthThen(Instant at, @Nullable Double score, Map<Term, Double> measured) {
        static HealthThen of(Health.Past past, HealthWeights weights) {
            Map<Term, Double> measured = new EnumMap<>(Term.class);
            past.measured().figures().forEach((term, figure) -> measured.put(term, figure.value()));
            return new HealthThen(past.at(), past.score(weights).score(), measured);
        }
    }

    /**
     * What this month cost so far.
     *
     * @param priced whether any price was set; else amounts say nothing
     * @param saved what the cache saved
     * @param looked how many single calls of the last day were looked at for retries and duplicates, and how many of each there were
     * @param wasted what was spent for nothing, the most first
     */
    record Bill(
            Instant from,
            Instant to,
            String currency,
            boolean priced,
            Amount spent,
            Amount saved,
            Amount refused,
            Amount failed,
            int looked,
            int retries,
            int duplicates,
            List<UpstreamCost> upstreams,
            List<Cost> endpoints,
            List<Cost> callers,
            List<Wasted> wasted) {
        static Bill of(Costs.Bill bill) {
            return new Bill(
                    bill.from(),
                    bill.to(),
                    bill.currency(),
                    bill.priced(),
                    Amount.of(bill.spent()),
                    Amount.of(bill.saved()),
                    Amount.of(bill.refused()),
                    Amount.of(bill.failed()),
                    bill.again().looked(),
                    bill.again().all().retries(),
                    bill.again().all().duplicates(),
                    bill.upstreams().stream().map(UpstreamCost::of).toList(),
                    bill.endpoints().stream().map(Cost::of).toList(),
                    bill.callers().stream().map(Cost::of).toList(),
                    bill.wasted().stream()
                            .map(each -> new Wasted(each.name(), each.amount()))
                            .toList());
        }
    }

    /** What was spent, and for what. */
    record Amount(double calls, double weight, double gigabytes, double hours, double amount) {
        static Amount of(Spent spent) {
            return new Amount(spent.calls(), spent.weight(), spent.gigabytes(), spent.hours(), spent.amount());
        }
    }

    /** What something cost. */
    record Cost(String name, Amount spent) {
        static Cost of(Costs.Line line) {
            return new Cost(line.name(), Amount.of(line.spent()));
        }
    }

    /** What was spent at an endpoint for nothing, in the currency of the installation. */
    record Wasted(String name, double amount) {}

    /**
     * What an upstream cost this month.
     *
     * @param forecast of the whole month; null where fewer than three whole days are known
     * @param budget null for none
     */
    record UpstreamCost(
            String upstream,
            Amount month,
            @Nullable Within forecast,
            @Nullable Double budget) {
        static UpstreamCost of(Costs.OfUpstream of) {
            return new UpstreamCost(
                    of.upstream().name(),
                    Amount.of(of.month()),
                    of.forecast().map(UpstreamCost::within).orElse(null),
                    of.budget().orElse(null));
        }

        private static Within within(Forecast forecast) {
            return new Within(forecast.expected(), forecast.low(), forecast.high());
        }
    }

    /**
     * What depends on what, and what changed its level.
     *
     * @param traces how many quantities were looked at
     * @param pairs how many pairs of them
     */
    record Correlations(
            Instant from,
            Instant to,
            Duration step,
            int traces,
            long pairs,
            boolean seasonRemoved,
            List<Dependency> findings,
            List<Level> changes) {
        static Correlations of(Dependencies.Picture picture) {
            return new Correlations(
                    picture.from(),
                    picture.to(),
                    picture.step(),
                    picture.traces(),
                    picture.pairs(),
                    picture.seasonRemoved(),
                    picture.findings().stream().map(Dependency::of).toList(),
                    picture.changes().stream().map(Level::of).toList());
        }
    }

    /**
     * Two quantities of which one follows the other by some time.
     *
     * @param rho Spearman's, with its 95 % interval
     * @param chance that it is so strong without a dependency, adjusted for all pairs
     */
    record Dependency(
            String leader,
            String follower,
            Duration lag,
            double rho,
            double low,
            double high,
            int points,
            double chance,
            String sentence) {
        static Dependency of(Finding finding) {
            return new Dependency(
                    finding.leader().key(),
                    finding.follower().key(),
                    finding.lag(),
                    finding.correlation().rho(),
                    finding.correlation().low(),
                    finding.correlation().high(),
                    finding.correlation().points(),
                    finding.adjusted(),
                    finding.sentence());
        }
    }

    /**
     * The level of a quantity changed for good.
     *
     * @param before median up to the change before, in the unit
     * @param after median up to the next one
     */
    record Level(
            String quantity,
            String words,
            String unit,
            Instant at,
            double before,
            double after,
            List<Happened> happenings) {
        static Level of(LevelChange change) {
            return new Level(
                    change.quantity().key(),
                    change.quantity().words(),
                    change.quantity().unit(),
                    change.at(),
                    change.before(),
                    change.after(),
                    Happened.of(change.happenings()));
        }
    }

    /**
     * An endpoint in two environments.
     *
     * @param p95Ms the p95 of the other less that of the one
     * @param failedShare likewise
     * @param pieces of time in which both were called often enough
     * @param worse whether the other is surely worse, by more than a tenth
     * @param since since when; null where it was so all through
     */
    record Compared(
            String name,
            Side one,
            Side other,
            @Nullable Within p95Ms,
            @Nullable Within failedShare,
            int pieces,
            boolean worse,
            @Nullable Instant since,
            List<Happened> happenings) {
        static Compared of(Environments.Pair pair) {
            return new Compared(
                    pair.name(),
                    Side.of(pair.one()),
                    Side.of(pair.other()),
                    Within.of(pair.p95()),
                    Within.of(pair.failed()),
                    pair.pieces(),
                    pair.worse(),
                    pair.since().orElse(null),
                    Happened.of(pair.happenings()));
        }
    }

    /** What was measured on one side. */
    record Side(
            long endpoint,
            String upstream,
            long calls,
            @Nullable Double p95Ms,
            @Nullable Double failedShare) {
        static Side of(Environments.Side side) {
            return new Side(
                    side.endpointId(), side.upstream(), side.calls(), number(side.p95()), number(side.failedShare()));
        }
    }

    /**
     * How a place is used.
     *
     * @param week calls a second by day from Monday on and hour of the zone; null where an hour was never measured
     * @param callersDistance how far the mix of callers is from that of the week before, 0 to 1
     * @param freshCallers that did not call in the week before
     * @param freshEndpoints that are new this week
     * @param vanishedEndpoints that were called no more
     */
    record UsageOf(
            List<List<@Nullable Double>> week,
            @Nullable Double meanPerSecond,
            List<Busy> peaks,
            List<CallerPart> callers,
            @Nullable Double callersDistance,
            List<String> freshCallers,
            List<Usage.Seen> freshEndpoints,
            List<Usage.Seen> vanishedEndpoints) {
        static UsageOf of(Usage.Week week, Usage.Callers callers, Usage.Turnover turnover) {
            return new UsageOf(
                    week.cells().stream()
                            .map(day -> day.stream()
                                    .<@Nullable Double>map(cell -> number(cell.rate()))
                                    .toList())
                            .toList(),
                    number(week.mean()),
                    week.peaks().stream()
                            .map(cell -> new Busy(cell.day(), cell.hour(), cell.rate()))
                            .toList(),
                    callers.parts().stream()
                            .map(part -> new CallerPart(
                                    part.caller(),
                                    part.calls(),
                                    part.failed(),
                                    part.share(),
                                    FiguresBody.Times.of(part.times())))
                            .toList(),
                    number(callers.distance()),
                    callers.fresh(),
                    turnover.fresh(),
                    turnover.vanished());
        }
    }

    /** An hour of the week with many calls a second. */
    record Busy(DayOfWeek day, int hour, double rate) {}

    /**
     * A caller and its share of the calls, 0 to 1.
     *
     * @param totalMs how long its calls took in the last day; null where no times were kept
     */
    record CallerPart(String caller, long calls, long failed, double share, FiguresBody.@Nullable Times totalMs) {}

    /** A caller at an address at which it was not seen before. */
    record Address(String caller, String address, Instant first, Instant last) {}

    /** How often something was. */
    record Times(String name, long count) {}

    /** A caller whose calls are spread otherwise than in the week before: how far, and how far they would be by chance. */
    record Shifted(
            String caller,
            @Nullable Double distance,
            @Nullable Double byChance,
            long calls) {}

    /**
     * What has to do with security in the last day.
     *
     * @param failedBefore sign-ins that failed a day, on average in the four weeks before
     * @param blocked calls that ZoL0 refused, by endpoint
     */
    record SecurityOf(
            Instant at,
            long failedLogins,
            double failedBefore,
            List<Times> origins,
            List<String> newOrigins,
            @Nullable Double tokensRefused,
            List<Times> refusedFrom,
            List<Address> newAddresses,
            @Nullable Instant addressesSince,
            List<String> newCallers,
            List<Shifted> changed,
            List<Times> blocked) {
        static SecurityOf of(SecurityPicture picture) {
            return new SecurityOf(
                    picture.at(),
                    picture.failedLogins(),
                    picture.failedBefore(),
                    times(picture.origins()),
                    picture.newOrigins(),
                    number(picture.tokensRefused()),
                    times(picture.refusedFrom()),
                    picture.newAddresses().stream()
                            .map(each -> new Address(each.caller(), each.address(), each.first(), each.last()))
                            .toList(),
                    picture.addressesSince(),
                    picture.newCallers(),
                    picture.changed().stream()
                            .map(each -> new Shifted(
                                    each.caller(), number(each.distance()), number(each.byChance()), each.calls()))
                            .toList(),
                    times(picture.blocked()));
        }

        private static List<Times> times(List<SecurityPicture.Counted> counted) {
            return counted.stream()
                    .map(each -> new Times(each.name(), each.count()))
                    .toList();
        }
    }

    /**
     * What security takes, measured now.
     *
     * @param tokenCheck median of so many checks of a token
     * @param tokenCheckWorst the slowest of 99 of 100
     */
    record Measured(
            List<Security.Certificate> certificates, Duration tokenCheck, Duration tokenCheckWorst, int checks) {
        static Measured of(Security.Price price) {
            return new Measured(price.certificates(), price.tokenCheck(), price.tokenCheckWorst(), price.checks());
        }
    }

    /**
     * What browsers measured of a page.
     *
     * @param page host and path; of the vital UPSTREAM the name of the upstream, of RESOURCE that and the path there
     * @param p75 three quarters do not exceed it; milliseconds where it is a time; null with fewer than ten samples
     */
    record PageOf(
            String page,
            Device device,
            Vital vital,
            long samples,
            @Nullable Double p75,
            Vital.@Nullable Band band) {
        static PageOf of(PageVital vital) {
            return new PageOf(
                    vital.page(),
                    vital.device(),
                    vital.vital(),
                    vital.samples(),
                    vital.isEnough() ? vital.p75() : null,
                    vital.isEnough() ? vital.vital().band(vital.p75()) : null);
        }
    }

    /**
     * What is expected of a quota in the next 24 hours.
     *
     * @param known whole hours that were recorded, of 48 that are needed
     * @param hours weight that is expected, with an interval of 90 %; none while too few are known
     * @param room weight that an hour has, less the margin
     * @param error mean error of such forecasts on the past; null likewise, as all that follows
     * @param naive error of "as the day or week before"
     * @param runsShort the first hour in which more is expected than there is
     * @param maybeShort the same for the upper end of the interval
     */
    record QuotaForecast(
            int known,
            List<Forecasts.Hour> hours,
            @Nullable Double room,
            @Nullable Double error,
            @Nullable Double naive,
            @Nullable Instant runsShort,
            @Nullable Instant maybeShort) {
        static QuotaForecast of(Forecasts.OfQuota found) {
            return new QuotaForecast(
                    found.known(),
                    found.hours(),
                    number(found.room()),
                    found.error(),
                    found.naive(),
                    found.runsShort(),
                    found.maybeShort());
        }
    }

    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
