package io.zol0.users;

import io.zol0.home.Secret;
import io.zol0.users.AuditVerdict.Broken;
import io.zol0.users.AuditVerdict.Whole;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows the chain entry by entry and remembers the first thing that is wrong. */
final class AuditChain {
    private static final int HASH_BYTES = 32;

    /** Anchors of entries that must still be there, by number. */
    private final Map<Long, AuditAnchor> vouched = new HashMap<>();

    private final long removed;
    private final @Nullable Instant vouchedAt;
    private long entries;
    private long number;
    private byte[] hash = new byte[HASH_BYTES];
    private @Nullable Broken broken;

    /** Begins after the last cut that was signed. */
    AuditChain(List<AuditAnchor> anchors, Secret secret) {
        long cut = 0;
        Instant newest = null;
        for (AuditAnchor anchor : anchors) {
            if (!anchor.isSignedBy(secret)) {
                broken(anchor.number(), "The anchor of entry %d is not signed by this installation's secret key.");
            }
            newest = newest == null || anchor.at().isAfter(newest) ? anchor.at() : newest;
            cut += anchor.removed();
            if (anchor.removed() > 0 && anchor.number() > number) {
                number = anchor.number();
                hash = anchor.hash();
            } else {
                vouched.put(anchor.number(), anchor);
            }
        }
        removed = cut;
        vouchedAt = newest;
        vouched.keySet().removeIf(earlier -> earlier <= number);
        if (cut != number) {
            broken(
                    number,
                    "Entries up to number %d were cut away, but the anchors that say so do not add up: one was removed.");
        }
    }

    /** Takes the entry with the next number. */
    void add(AuditRow entry) {
        if (entry.number() != number + 1) {
            broken(number + 1, "Entry %d is missing.");
        } else if (!Arrays.equals(entry.hash(), entry.hashAfter(hash))) {
            broken(entry.number(), "Entry %d is not what was written.");
        }
        AuditAnchor anchor = vouched.remove(entry.number());
        if (anchor != null && !Arrays.equals(anchor.hash(), entry.hash())) {
            broken(entry.number(), "Entry %d is not the one that the secret key vouched for: the chain was rewritten.");
        }
        entries++;
        number = entry.number();
        hash = entry.hash();
    }

    /** Compares with the head, after the last entry. */
    AuditVerdict end(long headNumber, byte[] headHash) {
        if (headNumber > number || !vouched.isEmpty()) {
            broken(number + 1, "Entry %d and what came after it are missing.");
        } else if (headNumber < number) {
            broken(headNumber + 1, "Entry %d was added by other means than ZoL0.");
        } else if (!Arrays.equals(headHash, hash)) {
            broken(number, "Entry %d is not the one that was written last.");
        }
        return broken != null ? broken : new Whole(entries, removed, vouchedAt);
    }

    private void broken(long at, String sentence) {
        if (broken == null) {
            broken = new Broken(at, sentence.formatted(at));
        }
    }
}
