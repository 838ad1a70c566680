package io.zol0.optimizer;

import io.zol0.catalog.InSight;
import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import io.zol0.users.Sight;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The guardrails of the autopilot, of each environment and of upstreams that have their own; each change is in the audit. */
@Service
@DenyAll
public class Autopilots {
    private final AutopilotTable table;
    private final InSight inSight;
    private final Audit audit;

    Autopilots(AutopilotTable table, InSight inSight, Audit audit) {
        this.table = table;
        this.inSight = inSight;
        this.audit = audit;
    }

    /** Those that somebody set, of what is in sight. */
    @RolesAllowed("VIEWER")
    public List<Autopilot> all() {
        return table.all().stream().filter(this::isSeen).toList();
    }

    /** What is set for an environment, or with an upstream's number for that alone; off where nothing is. */
    @RolesAllowed("VIEWER")
    public Autopilot exactly(String environment, long upstreamId) {
        return table.exactly(environment, upstreamId)
                .filter(this::isSeen)
                .orElseGet(() -> Autopilot.off(environment, upstreamId));
    }

    /**
     * Keeps it.
     *
     * @throws NotPossible where a figure is out of bounds, or somebody changed it meanwhile
     */
    @RolesAllowed("ADMIN")
    @Transactional
    public Autopilot save(Autopilot autopilot) {
        if (!isSeen(autopilot)) {
            throw new AccessDeniedException("This environment is out of sight.");
        }
        if (!(autopilot.largestStep() >= 1 && autopilot.largestStep() <= Autopilot.LARGEST_STEP)
                || autopilot.fromHour() < 0
                || autopilot.fromHour() > 23
                || autopilot.toHour() < 0
                || autopilot.toHour() > 23) {
            throw new NotPossible("The largest step is from 1 to 1,000 times, and hours are from 0 to 23.");
        }
        Autopilot before =
                table.exactly(autopilot.environment(), autopilot.upstreamId()).orElse(null);
        if (!table.save(autopilot)) {
            throw new NotPossible("Somebody else changed the autopilot meanwhile. Look at it again.");
        }
        Autopilot after =
                table.exactly(autopilot.environment(), autopilot.upstreamId()).orElseThrow();
        audit.record(AuditAction.AUTOPILOT_CHANGED, name(after), audited(before), audited(after));
        return after;
    }

    private boolean isSeen(Autopilot autopilot) {
        return autopilot.upstreamId() == 0
                ? Sight.current().sees(autopilot.environment())
                : inSight.upstreams().test(autopilot.upstreamId());
    }

    private static String name(Autopilot autopilot) {
        return "Autopilot of "
                + (autopilot.upstreamId() == 0
                        ? autopilot.environment()
                        : "upstream %d in %s".formatted(autopilot.upstreamId(), autopilot.environment()));
    }

    private static @Nullable Map<String, Object> audited(@Nullable Autopilot autopilot) {
        if (autopilot == null) {
            return null;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("enabled", autopilot.enabled());
        fields.put("kinds", new TreeSet<>(autopilot.kinds()).toString());
        fields.put("largestStep", autopilot.largestStep());
        fields.put("hours", "%d to %d, %s".formatted(autopilot.fromHour(), autopilot.toHour(), autopilot.zone()));
        fields.put("frozen", autopilot.frozen());
        return fields;
    }
}
