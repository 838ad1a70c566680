package io.zol0.cache;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the cache did for one endpoint since the process began.
 *
 * @param endpointId 0 for what belongs to no known one, or to one too many
 * @param hits answered from the store, stale ones and those that waited for an identical call included
 * @param stale of the hits, those past their freshness
 * @param collapsed of the hits, those that waited for an identical call
 * @param saved of the hits, those for which the upstream was not called: neither in vain nor to have the answer anew
 * @param misses not answered from the store, by why
 * @param kept answers taken into the store
 * @param notKept answers not taken into it, by a short word on why
 * @param evicted pushed out for want of space
 * @param expired gone when their time was over
 * @param bytesSaved bytes of bodies that the upstream did not have to send
 * @param timeSaved what the upstream took when it was asked, summed up over the hits
 * @param agesAtHit how old answers were when they were served: the counts of under 1 s, 2 s, 4 s and so on, doubling
 */
public record EndpointFigures(
        long endpointId,
        long hits,
        long stale,
        long collapsed,
        long saved,
        Map<MissReason, Long> misses,
        long kept,
        Map<String, Long> notKept,
        long evicted,
        long expired,
        long bytesSaved,
        Duration timeSaved,
        List<Long> agesAtHit) {

    /** Requests that could have been answered from the store: not those that bypass it. */
    public long asked() {
        long asked = hits;
        for (Map.Entry<MissReason, Long> miss : misses.entrySet()) {
            if (miss.getKey() != MissReason.BYPASS && miss.getKey() != MissReason.METHOD) {
                asked += miss.getValue();
            }
        }
        return asked;
    }
}
