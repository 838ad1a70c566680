package io.zol0.catalog;

/** A preset of this installation's own was added or changed; published after the transaction committed. */
public record PresetSaved(String name) {}
