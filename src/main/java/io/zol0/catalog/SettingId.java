package io.zol0.catalog;

import io.zol0.limits.Quota;

/**
 * Which setting it is, in the history too, long after it is gone.
 *
 * @param upstreamId the upstream it belongs to; 0 for a preset, which belongs to none
 * @param number of the quota, the preset or the endpoint; 0 for what an upstream has once, and for what is yet to be made
 */
public record SettingId(SettingKind kind, long upstreamId, long number) {
    public static SettingId of(Quota quota) {
        return new SettingId(SettingKind.QUOTA, quota.upstreamId(), quota.id());
    }

    public static SettingId cachePolicy(long upstreamId, long endpointId) {
        return new SettingId(SettingKind.CACHE_POLICY, upstreamId, endpointId);
    }

    /** The policy of all endpoints of an upstream that have none of their own. */
    public static SettingId defaultCachePolicy(long upstreamId) {
        return cachePolicy(upstreamId, 0);
    }

    public static SettingId cacheScope(long upstreamId) {
        return new SettingId(SettingKind.CACHE_SCOPE, upstreamId, 0);
    }

    public static SettingId breaker(long upstreamId) {
        return new SettingId(SettingKind.BREAKER, upstreamId, 0);
    }

    public static SettingId concurrency(long upstreamId) {
        return new SettingId(SettingKind.CONCURRENCY, upstreamId, 0);
    }

    /** A preset of this installation's own; 0 for one that is yet to be made. */
    public static SettingId preset(long number) {
        return new SettingId(SettingKind.PRESET, 0, number);
    }

    /** Whether it is yet to be made, and gets the number of the change that makes it. */
    boolean isNew() {
        return number == 0 && kind.isNumbered();
    }

    /** The same with the number that it got. */
    SettingId numbered(long given) {
        return new SettingId(kind, upstreamId, given);
    }
}
