package io.zol0.catalog;

import io.zol0.limits.Preset;

/** A preset of this installation's own was added or changed; published after the transaction committed. */
public record PresetSaved(Preset preset) {}
