package io.zol0.alerts;

/**
 * What would help against an alert.
 *
 * @param key what tells it apart from all others, whoever knows it; such as {@code optimizer/17}
 * @param title what it does, as a button says it: "count weight 10 for /depth"
 * @param effect what is expected of it, with figures and how sure that is
 */
public record Remedy(String key, String title, String effect) {}
