package io.zol0.cache;

/** A hash that nobody can compute who lacks its key, such as HMAC-SHA256: what stands for a credential in a key. */
@FunctionalInterface
public interface KeyedHash {
    /** At least 16 bytes, the same for the same text for as long as the cache and its snapshots live. Safe for several threads. */
    byte[] of(byte[] text);
}
