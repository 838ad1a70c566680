package io.zol0.optimizer;

import io.zol0.cache.ChangeRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Fetches of the same body a certain time after one another, of which it is known only whether the second was another.
 *
 * @param seconds between both
 * @param changed how often it was another body
 * @param unchanged how often it was the same
 */
record Sighting(double seconds, long changed, long unchanged) {
    Sighting {
        if (!(seconds > 0) || changed < 0 || unchanged < 0) {
            throw new IllegalArgumentException(
                    "A sighting is so many seconds long, above 0, and counts what is not below 0; it was " + seconds
                            + ", " + changed + " and " + unchanged + ".");
        }
    }

    /** What the cache has seen of an endpoint. */
    static List<Sighting> of(ChangeRecord record) {
        List<Sighting> sightings = new ArrayList<>();
        for (int i = 0; i < record.changed().size(); i++) {
            if (record.changed().get(i) + record.unchanged().get(i) > 0) {
                sightings.add(new Sighting(
                        ChangeRecord.spanSeconds(i),
                        record.changed().get(i),
                        record.unchanged().get(i)));
            }
        }
        return List.copyOf(sightings);
    }
}
