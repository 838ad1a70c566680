package io.zol0.notify;

/**
 * Whom a delivery is for.
 *
 * @param accountId the person; 0 for whoever reads the channel
 */
record Target(long channelId, long accountId) {
    static Target channel(long id) {
        return new Target(id, 0);
    }
}
