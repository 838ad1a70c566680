package io.zol0.cache;

import java.util.List;

/**
 * What of an upstream's requests is in the key of a cached answer.
 *
 * @param credentialHeaders headers that are credentials beside {@code Authorization} and {@code Cookie}, such as
 *     {@code X-MBX-APIKEY}; at most 20
 * @param credentialFields query fields that are credentials; at most 20
 * @param ignoredFields query fields left out of the key, such as {@code timestamp}, {@code nonce} and {@code signature}; where a
 *     request has one, the caller's token is part of the key and anonymous callers are not answered from the cache, since the
 *     provider no longer checks the signature; at most 20
 */
public record CacheScope(List<String> credentialHeaders, List<String> credentialFields, List<String> ignoredFields) {
    /** Nothing beyond the standard's credentials. */
    public static final CacheScope PLAIN = new CacheScope(List.of(), List.of(), List.of());

    public CacheScope {
        credentialHeaders = List.copyOf(credentialHeaders);
        credentialFields = List.copyOf(credentialFields);
        ignoredFields = List.copyOf(ignoredFields);
    }
}
