package io.zol0.home;

/** The installation's secret key. */
public interface Secret {
    /** HMAC-SHA256 of a text under this key and a purpose, 32 bytes; another purpose gives another hash. */
    byte[] hash(String purpose, String text);

    /** First 16 hex digits of the hash of nothing: tells keys apart without giving them away. */
    String fingerprint();
}
