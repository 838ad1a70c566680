package io.zol0.limits;

/** Where the steps of operating levels go, on whatever thread heard of the reason: it must not block. */
@FunctionalInterface
public interface ControllerSteps {
    /** Nobody keeps them. */
    ControllerSteps NONE = step -> {};

    void record(ControllerStep step);
}
