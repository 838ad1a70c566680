package io.zol0.metrics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** One series: what is recorded, and of what. */
public record SeriesKey(SeriesName name, Subject subject) {
    /** The number under which it is stored, the same on every node: the first 63 bits of SHA-256 over all but the unit. */
    long id() {
        String identity = String.join(
                "\n",
                name.text(),
                name.kind().name(),
                subject.kind().name(),
                Long.toString(subject.id()),
                Long.toString(subject.upstreamId()));
        return hash(identity);
    }

    static long hash(String text) {
        return ByteBuffer.wrap(sha256(text)).getLong() & Long.MAX_VALUE;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
