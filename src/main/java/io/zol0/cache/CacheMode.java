package io.zol0.cache;

/** Who decides how long an answer may be used again. */
public enum CacheMode {
    /** Nothing is kept and nothing is served. */
    OFF,
    /** The origin, by RFC 9111 as a shared cache. */
    ORIGIN,
    /** The policy: its TTL stands in the place of what the origin says, for a stated reason. */
    OWN_TTL
}
