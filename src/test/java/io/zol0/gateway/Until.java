package io.zol0.gateway;

import java.util.function.BooleanSupplier;

/** Waits for a condition, but not for ever. */
final class Until {
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private Until() {}

    static void so(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it never became so that " + what);
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }
}
