package io.zol0.catalog;

/** A cache policy was set; published after the transaction committed, in the order of the changes. */
public record CachePolicySaved(CacheSetting setting) {}
