package io.zol0.alerts;

/** Something happened to an alert; published in the transaction that keeps it. */
record AlertStepped(long alertId, AlertStep.Kind kind) {}
