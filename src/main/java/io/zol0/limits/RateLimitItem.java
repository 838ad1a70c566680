package io.zol0.limits;

/**
 * What the fields of the standard always say of a window, made when its rule is and not for each call.
 *
 * @param name in quotes, such as {@code "zol0-weight"}
 * @param policy whole, such as {@code "zol0-weight";q=6000;w=60}
 */
public record RateLimitItem(String name, String policy) {}
