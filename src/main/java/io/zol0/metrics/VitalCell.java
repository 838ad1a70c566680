package io.zol0.metrics;

/** Counts one vital in an hour: the newest values as they are, those of before as a sketch. */
final class VitalCell {
    private static final int PIECE = 32;

    private final char[] newest = new char[PIECE];
    private int size;
    private Sketch sketch = Sketch.EMPTY;
    private boolean written = true;

    synchronized void add(long micros) {
        newest[size++] = (char) Sketch.index(micros);
        written = false;
        if (size == PIECE) {
            fold();
        }
    }

    /** All of it. */
    synchronized Sketch sketch() {
        fold();
        return sketch;
    }

    synchronized boolean isWritten() {
        return written;
    }

    /** What was counted is in the database, unless more came meanwhile. */
    synchronized void written(Sketch what) {
        written = size == 0 && sketch.equals(what);
    }

    private void fold() {
        if (size > 0) {
            sketch = sketch.merge(Sketch.of(newest, size));
            size = 0;
        }
    }
}
