package io.zol0.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which setting changes are wanted; what is null excludes none.
 *
 * @param number of the quota, the endpoint or the preset, with its kind
 * @param who part of the name, letters differing not by case
 * @param from inclusive
 * @param to exclusive
 */
public record HistoryFilter(
        @Nullable Long upstreamId,
        @Nullable SettingKind kind,
        @Nullable Long number,
        @Nullable String who,
        @Nullable Instant from,
        @Nullable Instant to) {
    public static final HistoryFilter ALL = new HistoryFilter(null, null, null, null, null, null);

    /** The changes of one upstream's settings. */
    public static HistoryFilter ofUpstream(long id) {
        return new HistoryFilter(id, null, null, null, null, null);
    }

    /** The changes of one setting. */
    public static HistoryFilter of(SettingId setting) {
        return new HistoryFilter(setting.upstreamId(), setting.kind(), setting.number(), null, null, null);
    }
}
