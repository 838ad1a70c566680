package io.zol0.metrics;

import java.time.LocalDate;

/** A day of a table, and the bytes that it takes on disk. */
record Partition(LocalDate day, long bytes) {}
