package io.zol0.alerts;

import java.time.Instant;

/**
 * What somebody changed of a rule.
 *
 * @param text each field that differs, before and after
 */
public record RuleChange(Instant at, String who, String text) {}
