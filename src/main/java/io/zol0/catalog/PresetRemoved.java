package io.zol0.catalog;

/** A preset of this installation's own is gone, or has another name; published after the transaction committed. */
public record PresetRemoved(String name) {}
