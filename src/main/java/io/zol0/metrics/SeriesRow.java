package io.zol0.metrics;

/**
 * What was recorded of a series in some time, made of pieces of five seconds: of a gauge the mean of each, of a counter the
 * amount in each.
 *
 * @param count how many pieces something was told in
 * @param sum the sum over those pieces
 * @param min the least that was told; of a counter the least amount of a piece
 * @param max the most, likewise
 * @param last what was told last, likewise
 */
record SeriesRow(long count, double sum, double min, double max, double last) {
    /** This one and a later one together. */
    SeriesRow plus(SeriesRow later) {
        return new SeriesRow(
                count + later.count, sum + later.sum, Math.min(min, later.min), Math.max(max, later.max), later.last);
    }
}
