package io.zol0.cache;

import java.util.List;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/**
 * How the whole cache is doing.
 *
 * @param budget what it may take
 * @param used what its answers take, as it counts them
 * @param taken what it has taken from the system off the heap
 * @param entries answers kept, by priority
 * @param bytes what they take, by priority
 * @param byEndpoint answers kept, by endpoint
 * @param bytesByEndpoint what they take, by endpoint
 * @param top the keys used most, the most used first
 */
public record CacheFigures(
        DataSize budget,
        DataSize used,
        DataSize taken,
        Map<CachePriority, Long> entries,
        Map<CachePriority, DataSize> bytes,
        Map<Long, Long> byEndpoint,
        Map<Long, DataSize> bytesByEndpoint,
        List<TopKey> top) {

    /**
     * A key that is used much.
     *
     * @param target with hashes in the place of credentials
     */
    public record TopKey(long upstreamId, long endpointId, String target, DataSize size) {}
}
