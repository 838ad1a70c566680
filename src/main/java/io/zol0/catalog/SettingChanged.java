package io.zol0.catalog;

/** Some setting was changed; published after the transaction committed, behind the event of its kind. */
public record SettingChanged(AppliedChange change) {}
