package io.zol0.catalog;

/** An upstream is gone; whoever holds data of it drops them. Published after the transaction committed. */
public record UpstreamRemoved(long id, String name) {}
