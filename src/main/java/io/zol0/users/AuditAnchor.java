package io.zol0.users;

import io.zol0.home.Secret;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;

/**
 * What the installation's secret key vouches for.
 *
 * @param number of the entry
 * @param hash that it had
 * @param removed how many entries up to it were cut away then; 0 where none was
 * @param at when
 */
record AuditAnchor(long number, byte[] hash, long removed, Instant at, byte[] signature) {
    private static final String PURPOSE = "audit-anchor";

    static AuditAnchor read(ResultSet row) throws SQLException {
        return new AuditAnchor(
                row.getLong("number"),
                row.getBytes("hash"),
                row.getLong("removed"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getBytes("signature"));
    }

    static byte[] sign(Secret secret, long number, byte[] hash, long removed, Instant at) {
        return secret.hash(
                PURPOSE, number + "|" + HexFormat.of().formatHex(hash) + "|" + removed + "|" + AuditRow.micros(at));
    }

    boolean isSignedBy(Secret secret) {
        return MessageDigest.isEqual(signature, sign(secret, number, hash, removed, at));
    }
}
