package io.zol0.insight;

import io.zol0.metrics.Answer;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;

/** What depends on what, and what changed its level when, worked out from the history when somebody asks. */
@Service
@DenyAll
public class Dependencies {
    /** How far apart in time what depends on each other may be. */
    public static final Duration LAG = Duration.ofMinutes(15);

    /** Most changes of level that are told, the largest. */
    public static final int MOST_CHANGES = 40;

    /** A minute is looked at when it is that long over, since until it is written it looks as if nothing had been called. */
    static final Duration SETTLING = Duration.ofSeconds(15);

    private static final Duration JUST_BEFORE = Duration.ofMinutes(15);

    private final TraceReader reader;
    private final Happenings happenings;
    private final Clock clock;

    Dependencies(TraceReader reader, Happenings happenings, Clock clock) {
        this.reader = reader;
        this.happenings = happenings;
        this.clock = clock;
    }

    /** How much of the past is looked at, in which steps. */
    public enum Span {
        HOUR("the last hour", Duration.ofHours(1), Duration.ofMinutes(1)),
        QUARTER("the last 6 hours", Duration.ofHours(6), Duration.ofMinutes(1)),
        DAY("the last 24 hours", Duration.ofDays(1), Duration.ofMinutes(1)),
        WEEK("the last 7 days", Duration.ofDays(7), Duration.ofMinutes(6));

        private final String words;
        private final Duration length;
        private final Duration step;

        Span(String words, Duration length, Duration step) {
            this.words = words;
            this.length = length;
            this.step = step;
        }

        public String words() {
            return words;
        }

        public Duration length() {
            return length;
        }

        public Duration step() {
            return step;
        }
    }

    /**
     * What was found in a span of time.
     *
     * @param traces how many quantities were looked at
     * @param unusable of them, how many had fewer than 30 values, or one value only
     * @param pairs how many pairs were looked at
     * @param tied how many were not, since they belong together by what they are
     * @param seasonRemoved whether the daily pattern was taken out first, for which it takes three days
     * @param findings the strongest first
     * @param changes the largest first
     */
    public record Picture(
            Instant from,
            Instant to,
            Duration step,
            List<Quantity> quantities,
            int traces,
            int unusable,
            long pairs,
            long tied,
            boolean seasonRemoved,
            List<Finding> findings,
            List<LevelChange> changes) {}

    /** Looks through everything in sight; takes seconds where there is much. */
    @RolesAllowed("VIEWER")
    public Answer<Picture> look(Span span) {
        Instant to = floor(clock.instant().minus(SETTLING), span.step());
        Instant from = to.minus(span.length());
        return switch (reader.read(from, to, span.step(), quantity -> true)) {
            case Answer.Unavailable<List<Trace>>(String reason) -> new Answer.Unavailable<>(reason);
            case Answer.Found<List<Trace>>(List<Trace> traces) ->
                new Answer.Found<>(picture(traces, from, to, span.step()));
        };
    }

    /** The values of some quantities, by their {@link Quantity#key() keys}, in a time that was looked at. */
    @RolesAllowed("VIEWER")
    public Answer<List<Trace>> traces(Set<String> keys, Instant from, Instant to, Duration step) {
        return reader.read(from, to, step, quantity -> keys.contains(quantity.key()));
    }

    private Picture picture(List<Trace> traces, Instant from, Instant to, Duration step) {
        Correlations.Found found =
                Correlations.among(traces, from.getEpochSecond(), step, Math.toIntExact(LAG.dividedBy(step)));
        int steps = traces.isEmpty() ? 0 : traces.getFirst().values().length;
        return new Picture(
                from,
                to,
                step,
                traces.stream().map(Trace::quantity).toList(),
                traces.size(),
                found.unusable(),
                found.pairs(),
                found.tied(),
                Season.isKnown(steps, step.toSeconds()),
                found.findings(),
                changes(traces, from, to, step));
    }

    private List<LevelChange> changes(List<Trace> traces, Instant from, Instant to, Duration step) {
        List<Happening> happened = happenings.between(from.minus(JUST_BEFORE), to);
        List<LevelChange> changes = new ArrayList<>(traces.parallelStream()
                .flatMap(trace ->
                        ChangePoints.in(Season.removed(trace.values(), from.getEpochSecond(), step.toSeconds()))
                                .stream()
                                .map(change -> new LevelChange(
                                        trace.quantity(),
                                        from.plus(step.multipliedBy(change.at())),
                                        change.before(),
                                        change.after(),
                                        change.size(),
                                        List.of())))
                .toList());
        changes.sort(Comparator.comparingDouble(LevelChange::size).reversed());
        return changes.stream()
                .limit(MOST_CHANGES)
                .map(change -> new LevelChange(
                        change.quantity(),
                        change.at(),
                        change.before(),
                        change.after(),
                        change.size(),
                        before(change, happened, step)))
                .toList();
    }

    /** What happened in the quarter of an hour before, or in the step in which it changed, to the same upstream or to all. */
    private static List<Happening> before(LevelChange change, List<Happening> happened, Duration step) {
        long upstreamId = change.quantity().subject().upstreamId();
        return happened.stream()
                .filter(each -> !each.at().isBefore(change.at().minus(JUST_BEFORE))
                        && each.at().isBefore(change.at().plus(step)))
                .filter(each -> upstreamId == 0 || each.upstreamId() == 0 || each.upstreamId() == upstreamId)
                .sorted(Comparator.comparing(Happening::at).reversed())
                .toList();
    }

    static Instant floor(Instant time, Duration step) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), step.toSeconds()) * step.toSeconds());
    }
}
