package io.zol0.api;

/** One thing that has to be well. */
@FunctionalInterface
interface HealthCheck {
    /** How it is now; answers within a few seconds and does not throw. */
    CheckResult result();
}
