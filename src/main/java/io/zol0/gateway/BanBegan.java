package io.zol0.gateway;

import io.zol0.limits.Ban;

/** A provider banned us, or is about to, or the ban lasts longer than was known; published off the event loops. */
public record BanBegan(Ban ban) {}
