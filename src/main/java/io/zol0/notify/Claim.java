package io.zol0.notify;

import java.util.List;

/**
 * A delivery that this node is to try now.
 *
 * @param recipients addresses in the place of the channel's own; empty for those
 * @param attempt the first is 1
 */
record Claim(long id, Target target, String webhookId, Bundle bundle, List<String> recipients, int attempt) {}
