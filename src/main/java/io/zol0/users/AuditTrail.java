package io.zol0.users;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** The audit for those who may read it. */
@Service
@RolesAllowed("ADMIN")
public class AuditTrail {
    /** Most entries of a page. */
    public static final int MOST = 1000;

    private final AuditStore store;
    private final Audit audit;
    private final AuditSettings settings;

    AuditTrail(AuditStore store, Audit audit, AuditSettings settings) {
        this.store = store;
        this.audit = audit;
        this.settings = settings;
    }

    /** Entries, the newest first. */
    public List<AuditEntry> page(AuditFilter filter, int offset, int limit) {
        return store.page(filter, offset, Math.min(limit, MOST));
    }

    public long count(AuditFilter filter) {
        return store.count(filter);
    }

    /** Follows the chain through every entry; takes about a second for 100,000 of them. */
    public AuditVerdict verify() {
        return store.verify();
    }

    /** Whether the database's rights keep ZoL0 itself from changing entries: not where one role of it does everything. */
    public boolean isEnforced() {
        return store.isEnforced();
    }

    /** After how many days entries are removed. */
    public long retentionDays() {
        return settings.retention().toDays();
    }

    /** Writes what the filter finds as CSV, newest first, and records that it was exported. */
    public void export(AuditFilter filter, OutputStream out) throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>(filter.facts());
        facts.put("entries", store.count(filter));
        audit.note(AuditAction.EXPORTED, "audit", facts);
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.write(AuditCsv.HEAD);
        try {
            store.each(filter, entry -> {
                try {
                    text.write(AuditCsv.line(entry));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        text.flush();
    }
}
