package io.zol0.limits;

/**
 * Where in a call the provider's API key is; only a keyed hash of it is ever kept.
 *
 * @param place header or query field
 * @param name of the field; headers in any case
 */
public record KeySource(Place place, String name) {

    /** The part of a request that holds the key. */
    public enum Place {
        HEADER,
        QUERY
    }
}
