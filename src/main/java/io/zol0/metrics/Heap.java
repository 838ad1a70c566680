package io.zol0.metrics;

/** What things weigh on the heap of a 64-bit JVM with compressed references. */
final class Heap {
    private Heap() {}

    static int array(int length, int elementBytes) {
        return aligned(16 + length * elementBytes);
    }

    static int string(String text) {
        boolean latin = text.chars().allMatch(c -> c < 256);
        return 24 + array(text.length(), latin ? 1 : 2);
    }

    static int aligned(int bytes) {
        return bytes + 7 & ~7;
    }
}
