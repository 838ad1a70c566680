package io.zol0.gateway;

import io.zol0.catalog.InSight;
import io.zol0.limits.Ban;
import io.zol0.limits.BanGuard;
import io.zol0.limits.Freeze;
import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.springframework.stereotype.Service;

/** The bans of upstreams in sight. */
@Service
@DenyAll
public class Bans {
    /** Most characters of a reason. */
    public static final int LONGEST_REASON = 200;

    private final Limiting limiting;
    private final BanTable table;
    private final InSight inSight;
    private final Audit audit;

    Bans(Limiting limiting, BanTable table, InSight inSight, Audit audit) {
        this.limiting = limiting;
        this.table = table;
        this.inSight = inSight;
        this.audit = audit;
    }

    /** Those in force, the one that lasts longest first; from memory. */
    @RolesAllowed("VIEWER")
    public List<Ban> current() {
        LongPredicate seen = inSight.upstreams();
        return guard().current().stream()
                .filter(ban -> seen.test(ban.upstreamId()))
                .toList();
    }

    /** Those that began last, over or not, of the last 90 days at most; from the database. */
    @RolesAllowed("VIEWER")
    public List<PastBan> newest(int most) {
        LongPredicate seen = inSight.upstreams();
        return table.newest(Math.clamp(most, 1, 1_000)).stream()
                .filter(past -> seen.test(past.ban().upstreamId()))
                .toList();
    }

    /**
     * Ends a ban early.
     *
     * @param reason why that is right, 1 to 200 characters
     * @return what was lifted; empty where it was over or is not in sight
     * @throws IllegalArgumentException if the reason is missing or too long
     */
    @RolesAllowed("OPERATOR")
    public Optional<Ban> lift(Freeze.Scope scope, String reason) {
        String why = reason.strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("Say in 1 to " + LONGEST_REASON + " characters why the ban is lifted.");
        }
        if (current().stream().noneMatch(ban -> ban.scope().equals(scope))) {
            return Optional.empty();
        }
        Optional<Ban> lifted = guard().lift(scope, why);
        lifted.ifPresent(ban -> audit.note(
                AuditAction.BAN_LIFTED,
                "upstream " + ban.upstreamId(),
                Map.of("ban", ban.reason(), "until", ban.until(), "why", why)));
        return lifted;
    }

    private BanGuard guard() {
        return limiting.guard();
    }
}
