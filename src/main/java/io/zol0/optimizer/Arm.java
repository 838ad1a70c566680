package io.zol0.optimizer;

/** What was in force during a slice of time. */
public enum Arm {
    /** The setting as it was. */
    CONTROL,
    /** The advice. */
    TRIAL,
    /** The advice, after it was kept. */
    WATCH
}
