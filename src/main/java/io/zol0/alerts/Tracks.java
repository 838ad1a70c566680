package io.zol0.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was recorded of everything that a rule is about.
 *
 * @param from the first step
 * @param each one for each target, at most {@link RecordedTracks#MOST}
 * @param left how many targets are not among them
 */
record Tracks(Instant from, Duration step, int steps, List<Track> each, int left) {
    Instant at(int index) {
        return from.plus(step.multipliedBy(index));
    }

    /** The last step. */
    Instant to() {
        return at(Math.max(0, steps - 1));
    }

    /** The figures of one step after the other. */
    Moving readout() {
        return new Moving(each);
    }

    /** Says what was recorded at the step it stands at. */
    static final class Moving implements Readout {
        private final Map<Target, Track> byTarget = new HashMap<>();
        private final List<Target> targets;
        private int index;

        private Moving(List<Track> each) {
            each.forEach(track -> byTarget.put(track.target(), track));
            targets = each.stream().map(Track::target).toList();
        }

        Moving at(int step) {
            index = step;
            return this;
        }

        @Override
        public List<Target> targets(Measure measure, Breadth breadth, Duration window) {
            return targets;
        }

        @Override
        public Figure figure(Measure measure, Target target, Duration window) {
            Track track = byTarget.get(target);
            return track == null ? Figure.NONE : new Figure(track.values()[index], track.calls()[index]);
        }

        @Override
        public Figure judged(Rule rule, Target target) {
            return figure(rule.measure(), target, rule.window());
        }
    }
}
