package io.zol0.metrics;

/** Takes the minutes of series as they end; it does not block. */
interface SeriesSink {
    void accept(SeriesBlock block);

    /** Nothing of a subject is wanted any more. */
    void forget(Subject gone);

    SeriesSink NONE = new SeriesSink() {
        @Override
        public void accept(SeriesBlock block) {}

        @Override
        public void forget(Subject gone) {}
    };
}
