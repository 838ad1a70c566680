package io.zol0.metrics;

import java.time.Instant;

/**
 * What recording series does and takes.
 *
 * @param series how many series were told something in the last hour
 * @param mostSeries how many there may be; what is told of further ones is dropped
 * @param dropped how many values were dropped, since there were too many series or the value was no number
 * @param droppedNotes how many notes were dropped, since there were too many
 * @param bytes memory of everything live
 * @param liveFrom from when on there are points of five seconds
 */
public record SeriesEffort(int series, int mostSeries, long dropped, long droppedNotes, long bytes, Instant liveFrom) {}
