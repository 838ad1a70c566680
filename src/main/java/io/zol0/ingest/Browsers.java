package io.zol0.ingest;

import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.Problem;
import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says whose pages may report, and changes that; each change is in the audit. */
@Service
@DenyAll
public class Browsers {
    private static final double LEAST_SHARE = 0.001;

    private final BrowserTable table;
    private final Audit audit;

    Browsers(BrowserTable table, Audit audit) {
        this.table = table;
        this.audit = audit;
    }

    @RolesAllowed("VIEWER")
    public BrowserSettings current() {
        return table.read();
    }

    /**
     * Changes them; it holds at once here, and within half a minute on other nodes.
     *
     * @param origins as somebody wrote them
     * @return as they are now
     * @throws InvalidDraft with what is wrong
     */
    @RolesAllowed("ADMIN")
    @Transactional
    public BrowserSettings change(Collection<String> origins, double share) {
        List<Problem> problems = new ArrayList<>();
        Set<String> wanted = new TreeSet<>();
        for (String each : origins) {
            try {
                wanted.add(BrowserSettings.origin(each));
            } catch (IllegalArgumentException none) {
                problems.add(new Problem("origins", String.valueOf(none.getMessage())));
            }
        }
        if (wanted.size() > BrowserSettings.MOST) {
            problems.add(new Problem("origins", "There are at most " + BrowserSettings.MOST + " origins."));
        }
        if (!(share >= LEAST_SHARE && share <= 1)) {
            problems.add(new Problem("share", "From 0.1 % to 100 % of the visits report."));
        }
        if (!problems.isEmpty()) {
            throw new InvalidDraft(problems);
        }
        BrowserSettings before = table.read();
        BrowserSettings after = new BrowserSettings(wanted, share);
        table.write(after);
        audit.record(AuditAction.BROWSERS_CHANGED, "browsers", audited(before), audited(after));
        return after;
    }

    private static Map<String, ?> audited(BrowserSettings settings) {
        return Map.of("origins", String.join(", ", settings.sorted()), "share", settings.share());
    }
}
