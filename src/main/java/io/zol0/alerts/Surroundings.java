package io.zol0.alerts;

import java.time.Instant;
import java.util.List;

/**
 * What was around an alert when it began.
 *
 * @param unusual how usual its figure was before, in a sentence, or why that cannot be said
 * @param changes changes of settings and deployments in the half hour before, newest first, in sentences
 * @param moved what moved with it, the closest first; empty where nothing did
 * @param line its figure by the minute, from an hour before on
 * @param looked how many other figures were compared; 0 where too little is recorded for that
 */
public record Surroundings(String unusual, List<String> changes, List<Moved> moved, List<Point> line, int looked) {
    /**
     * A figure that moved with it.
     *
     * @param coefficient Pearson's, from -1 to 1
     * @param minutes how many it is measured over
     * @param sentence with figures before and since
     */
    public record Moved(String name, double coefficient, int minutes, String sentence) {}

    /** A value of the line. */
    public record Point(Instant at, double value) {}

    public Surroundings {
        changes = List.copyOf(changes);
        moved = List.copyOf(moved);
        line = List.copyOf(line);
    }
}
