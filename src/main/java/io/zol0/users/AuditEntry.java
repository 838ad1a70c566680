package io.zol0.users;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done.
 *
 * @param number its place in the chain, from 1 and without gaps
 * @param at by the database's clock
 * @param who name of the account or token; {@code system} for ZoL0 itself and its commands
 * @param origin remote address; null where nobody came over the network
 * @param action name of an {@link AuditAction}, maybe of a newer ZoL0
 * @param before what it was, by field; null where it was not there
 * @param after what it became, by field; null where it is no longer there
 * @param hash over the entry before and this one, in hexadecimal digits
 */
public record AuditEntry(
        long number,
        Instant at,
        String who,
        @Nullable String origin,
        String action,
        String subject,
        @Nullable Map<String, String> before,
        @Nullable Map<String, String> after,
        String hash) {

    /** The action in the list's words. */
    public String words() {
        return Arrays.stream(AuditAction.values())
                .filter(known -> known.name().equals(action))
                .findFirst()
                .map(AuditAction::words)
                .orElse(action);
    }
}
