package io.zol0.api;

/**
 * What came of one check.
 *
 * @param name what was checked
 * @param status how it is
 * @param detail what was seen, in words and figures
 */
record CheckResult(String name, Status status, String detail) {
    /** From well to not working. */
    enum Status {
        UP,
        DEGRADED,
        DOWN
    }

    static CheckResult up(String name, String detail) {
        return new CheckResult(name, Status.UP, detail);
    }

    static CheckResult degraded(String name, String detail) {
        return new CheckResult(name, Status.DEGRADED, detail);
    }

    static CheckResult down(String name, String detail) {
        return new CheckResult(name, Status.DOWN, detail);
    }
}
