package io.zol0.catalog;

/** An upstream was added or changed; published after the transaction committed. */
public record UpstreamSaved(Upstream upstream) {}
