package io.zol0.metrics;

/** Classes of devices that pages are looked at with. */
public enum Device {
    DESKTOP,
    TABLET,
    MOBILE
}
