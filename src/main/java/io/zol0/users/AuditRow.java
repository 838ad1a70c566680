package io.zol0.users;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** An audit entry as it is kept, and the hash that it should have: the same as {@code audit_hash} in afterMigrate.sql, by other means. */
record AuditRow(
        long number,
        Instant at,
        String who,
        @Nullable String origin,
        String action,
        String subject,
        @Nullable String before,
        @Nullable String after,
        byte[] hash) {
    static final String COLUMNS = "number, at, who, origin, action, subject, before, after, hash";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static AuditRow read(ResultSet row) throws SQLException {
        return new AuditRow(
                row.getLong("number"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("who"),
                row.getString("origin"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("before"),
                row.getString("after"),
                row.getBytes("hash"));
    }

    AuditEntry toEntry() {
        return new AuditEntry(
                number,
                at,
                who,
                origin,
                action,
                subject,
                fields(before),
                fields(after),
                HexFormat.of().formatHex(hash));
    }

    byte[] hashAfter(byte[] previous) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            update(digest, Long.toString(number));
            update(digest, Long.toString(micros(at)));
            update(digest, who);
            update(digest, origin);
            update(digest, action);
            update(digest, subject);
            update(digest, before);
            update(digest, after);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static long micros(Instant at) {
        return TimeUnit.SECONDS.toMicros(at.getEpochSecond()) + at.getNano() / 1000;
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static void update(MessageDigest digest, @Nullable String field) {
        if (field == null) {
            digest.update((byte) '-');
        } else {
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
    }

    private static @Nullable Map<String, String> fields(@Nullable String json) {
        return json == null ? null : JSON.readValue(json, new TypeReference<LinkedHashMap<String, String>>() {});
    }
}
