package io.zol0.cache;

/** What is kept longer when the cache is full. */
public enum CachePriority {
    LOW,
    MEDIUM,
    HIGH
}
