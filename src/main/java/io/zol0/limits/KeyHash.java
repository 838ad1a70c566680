package io.zol0.limits;

/**
 * A keyed hash, so that no one can tell a provider's API key from what is kept of it, nor choose keys that fall together. Of a
 * million keys two share a hash with a chance of 3 in 100 million.
 */
@FunctionalInterface
public interface KeyHash {
    long hash(CharSequence value);

    /**
     * SipHash-2-4 under a secret of 16 bytes.
     *
     * @throws IllegalArgumentException if the secret has another length
     */
    static KeyHash under(byte[] secret) {
        return new SipHash(secret);
    }
}
