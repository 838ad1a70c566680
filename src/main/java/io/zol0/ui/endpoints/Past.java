package io.zol0.ui.endpoints;

import io.zol0.metrics.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the history says of an endpoint's long windows. */
sealed interface Past {
    List<Span> SPANS = List.of(
            new Span("24 h", Duration.ofHours(24), Duration.ofHours(1)),
            new Span("30 d", Duration.ofDays(30), Duration.ofHours(24)));

    /**
     * A long window.
     *
     * @param covers the next shorter window: with less than that measured, this one would say nothing of its own
     */
    record Span(String name, Duration length, Duration covers) {}

    /** The history was read; the windows are in the order of {@link #SPANS}. */
    record Read(List<Window> windows) implements Past {}

    /** The history cannot be read now. */
    record Away(String reason) implements Past {}

    /** One long window. */
    sealed interface Window {
        Span span();

        /** Measured all through. */
        record Whole(Span span, Stats stats) implements Window {}

        /** Measured in a part that is long enough to say something. */
        record Begun(Span span, Stats stats, Instant firstMeasured) implements Window {}

        /** Measured too short a time. */
        record TooShort(Span span, Instant firstMeasured) implements Window {}

        /** Never measured, as far as the history knows. */
        record Never(Span span) implements Window {}
    }
}
