package io.zol0.insight;

import java.time.Instant;
import java.util.List;

/** A room that knows of happenings which this one cannot ask; a bean that implements this is found by itself. */
@FunctionalInterface
public interface HappeningSource {
    /** Those from a time on and before another that whoever asks may see, the newest first, at most so many. */
    List<Happening> between(Instant from, Instant to, int most);
}
