package io.zol0.api;

import io.zol0.users.AuditAction;
import io.zol0.users.AuditEntry;
import io.zol0.users.AuditFilter;
import io.zol0.users.AuditTrail;
import io.zol0.users.AuditVerdict;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what, when and from where, by REST, for administrators. */
@RestController
@RequestMapping("/api/audit")
class AuditController {
    private final AuditTrail trail;

    AuditController(AuditTrail trail) {
        this.trail = trail;
    }

    /**
     * Some of the entries, the newest first.
     *
     * @param total how many there are that fit
     * @param retentionDays after how many days entries are removed
     * @param enforced whether the database's rights keep ZoL0 itself from changing entries
     */
    record Page(long total, long retentionDays, boolean enforced, List<AuditEntry> entries) {}

    /**
     * What came of following the chain through every entry.
     *
     * @param entries how many there are; null where it is broken, as the next two
     * @param removed how many were removed before, as signed, when their time was over
     * @param vouchedAt when the secret key last vouched for entries
     * @param brokenAt number of the first entry that is not as it should be; null where all are
     * @param problem what is wrong with it
     */
    record Chain(
            boolean whole,
            @Nullable Long entries,
            @Nullable Long removed,
            @Nullable Instant vouchedAt,
            @Nullable Long brokenAt,
            @Nullable String problem) {
        static Chain of(AuditVerdict verdict) {
            return switch (verdict) {
                case AuditVerdict.Whole(long entries, long removed, Instant vouchedAt) ->
                    new Chain(true, entries, removed, vouchedAt, null, null);
                case AuditVerdict.Broken(long number, String sentence) ->
                    new Chain(false, null, null, null, number, sentence);
            };
        }
    }

    @GetMapping
    Page page(
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable AuditAction action,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String origin,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "50") int limit) {
        if (offset < 0 || limit < 1 || limit > AuditTrail.MOST) {
            throw Unfit.sense("limit", "A page begins at 0 or later and has 1 to %d rows.".formatted(AuditTrail.MOST));
        }
        AuditFilter filter = new AuditFilter(who, action, subject, origin, from, to);
        return new Page(
                trail.count(filter), trail.retentionDays(), trail.isEnforced(), trail.page(filter, offset, limit));
    }

    /** Follows the chain through every entry, which takes about a second for 100,000 of them. */
    @GetMapping("/chain")
    Chain chain() {
        return Chain.of(trail.verify());
    }

    /** All that fit as CSV, the newest first; that it was exported is recorded. */
    @GetMapping(path = "/export", produces = "text/csv")
    void export(
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable AuditAction action,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String origin,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            HttpServletResponse answer)
            throws IOException {
        answer.setContentType("text/csv;charset=utf-8");
        answer.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"zol0-audit.csv\"");
        trail.export(new AuditFilter(who, action, subject, origin, from, to), answer.getOutputStream());
    }
}
