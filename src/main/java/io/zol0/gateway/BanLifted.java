package io.zol0.gateway;

import io.zol0.limits.Ban;

/** Somebody ended a ban early, for a reason; published off the event loops. */
public record BanLifted(Ban ban, String reason) {}
