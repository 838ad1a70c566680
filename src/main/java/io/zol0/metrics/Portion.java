package io.zol0.metrics;

/** What waits for the history of one minute, or of several together. */
interface Portion<P extends Portion<P>> {
    /** The first minute, counted since 1970. */
    long minute();

    /** How many minutes. */
    int minutes();

    /** This one and a later one together. */
    P plus(P later);

    /** With less detail, where putting minutes together was not enough. */
    P folded();

    /** Whether folding would change nothing. */
    boolean isFolded();

    /** Without what goes with a subject. */
    P without(Subject gone);

    /** Bytes on the heap. */
    long retained();
}
