package io.zol0.catalog;

import io.zol0.limits.Quota;

/** A quota was added or changed; published after the transaction committed, in the order of the changes. */
public record QuotaSaved(Quota quota) {}
