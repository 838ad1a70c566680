package io.zol0.notify;

/**
 * A delivery that this node is to try now.
 *
 * @param attempt the first is 1
 */
record Claim(long id, Target target, String webhookId, Bundle bundle, int attempt) {}
