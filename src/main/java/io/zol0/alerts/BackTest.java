package io.zol0.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a rule would have fired over what is recorded.
 *
 * @param from where what is recorded begins, at most a week ago
 * @param firings the newest, oldest first, at most {@link #MOST}
 * @param count how many there were
 * @param shown what the line of {@code points} is about: what it fired for most often
 * @param points the worst value of each piece of time; not a number where there was none
 * @param targets how many were looked at
 * @param left how many were not, for they were too many
 */
public record BackTest(
        Rule rule,
        Instant from,
        Instant to,
        List<Firing> firings,
        int count,
        String shown,
        List<Point> points,
        int targets,
        int left) {
    /** Most firings that are told one by one. */
    public static final int MOST = 200;

    private static final int POINTS = 600;
    private static final Duration LEAST = Duration.ofMinutes(30);
    private static final Duration WEEK = Duration.ofDays(7);

    /**
     * One alert that there would have been.
     *
     * @param to its end; null where it would still be there
     */
    public record Firing(
            String subject, Instant from, @Nullable Instant to, double worst) {}

    /** A value of the line. */
    public record Point(Instant at, double value) {}

    public BackTest {
        firings = List.copyOf(firings);
        points = List.copyOf(points);
    }

    /** Judges a rule over tracks as it is judged live, in virtual time. */
    static BackTest of(Rule rule, Tracks tracks) {
        Evaluator evaluator = new Evaluator(each -> target -> true);
        Map<Target, String> names = new HashMap<>();
        tracks.each().forEach(track -> names.put(track.target(), track.name()));
        Map<Target, Firing> open = new LinkedHashMap<>();
        Map<Target, Firing> last = new HashMap<>();
        List<Firing> all = new ArrayList<>();
        List<Rule> rules = List.of(rule.withEnabled(true));
        Tracks.Moving readout = tracks.readout();
        for (int i = 0; i < tracks.steps(); i++) {
            Instant at = tracks.at(i);
            long now = Duration.between(tracks.from(), at).toNanos();
            for (Turning turning : evaluator.round(rules, readout.at(i), now)) {
                Target target = turning.target();
                String name = names.getOrDefault(target, "");
                switch (turning.kind()) {
                    case BEGAN -> {
                        Firing before = last.remove(target);
                        // What comes back soon is the same alert.
                        if (before != null && isSoon(before, at)) {
                            all.remove(before);
                            open.put(target, new Firing(name, before.from(), null, turning.worst()));
                        } else {
                            open.put(target, new Firing(name, at, null, turning.worst()));
                        }
                    }
                    case GOES_ON, AGAIN ->
                        open.computeIfPresent(
                                target, (key, firing) -> new Firing(name, firing.from(), null, turning.worst()));
                    case ENDED -> {
                        Firing ended = open.remove(target);
                        if (ended != null) {
                            Firing over = new Firing(name, ended.from(), at, ended.worst());
                            all.add(over);
                            last.put(target, over);
                        }
                    }
                }
            }
        }
        all.addAll(open.values());
        all.sort(Comparator.comparing(Firing::from));
        Track shown = mostFiring(tracks, all);
        return new BackTest(
                rule,
                tracks.from(),
                tracks.to(),
                all.subList(Math.max(0, all.size() - MOST), all.size()),
                all.size(),
                shown == null ? "" : shown.name(),
                shown == null ? List.of() : points(rule, tracks, shown),
                tracks.each().size(),
                tracks.left());
    }

    private static boolean isSoon(Firing before, Instant at) {
        Instant end = before.to();
        return end != null && Duration.between(end, at).compareTo(AlertBook.COMES_BACK) <= 0;
    }

    private static @Nullable Track mostFiring(Tracks tracks, List<Firing> firings) {
        Map<String, Integer> times = new HashMap<>();
        firings.forEach(firing -> times.merge(firing.subject(), 1, Integer::sum));
        return tracks.each().stream()
                .max(Comparator.comparing((Track track) -> times.getOrDefault(track.name(), 0))
                        .thenComparing(BackTest::known))
                .orElse(null);
    }

    private static int known(Track track) {
        int known = 0;
        for (double value : track.values()) {
            known += Double.isNaN(value) ? 0 : 1;
        }
        return known;
    }

    private static List<Point> points(Rule rule, Tracks tracks, Track track) {
        int each = Math.max(1, Math.ceilDiv(tracks.steps(), POINTS));
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < tracks.steps(); i += each) {
            double worst = Double.NaN;
            for (int k = i; k < Math.min(tracks.steps(), i + each); k++) {
                worst = Double.isNaN(track.values()[k]) ? worst : rule.worse(worst, track.values()[k]);
            }
            points.add(new Point(tracks.at(i), worst));
        }
        return points;
    }

    /** The time that is recorded. */
    public Duration recorded() {
        return Duration.between(from, to);
    }

    /** How often a week at that rate; not a number where too little is recorded. */
    public double perWeek() {
        return recorded().compareTo(LEAST) < 0
                ? Double.NaN
                : count * (double) WEEK.toSeconds() / recorded().toSeconds();
    }

    /** How often and for how long it would have fired, or why that cannot be told. */
    public String sentence() {
        if (targets == 0) {
            return "Nothing is recorded that this rule would be about; it begins to be judged as soon as there is something.";
        }
        if (recorded().compareTo(LEAST) < 0) {
            String recorded =
                    recorded().isZero() ? "Less than a minute is" : "Only " + Sentences.time(recorded()) + " are";
            return recorded + " recorded yet; from half an hour on it is said when this rule would have fired.";
        }
        String of = left == 0 ? "" : " Looked at: the busiest %d of %d.".formatted(targets, targets + left);
        String span = Sentences.time(recorded());
        if (count == 0) {
            return "It would not have fired in the %s that are recorded.%s".formatted(span, of);
        }
        return "It would have fired %s in the %s that are recorded, about %s a week at that rate, for %s in all.%s"
                .formatted(count == 1 ? "once" : count + " times", span, Unit.NUMBER.write(perWeek()), inAll(), of);
    }

    private String inAll() {
        Duration sum = Duration.ZERO;
        for (Firing firing : firings) {
            Instant end = firing.to();
            sum = sum.plus(Duration.between(firing.from(), end == null ? to : end));
        }
        return (count > firings.size() ? "more than " : "") + Sentences.time(sum);
    }
}
