package io.zol0.insight;

import io.zol0.metrics.Answer;
import io.zol0.notify.Attempt;
import io.zol0.notify.Channel;
import io.zol0.notify.ChannelKind;
import io.zol0.notify.Channels;
import io.zol0.notify.Flaw;
import io.zol0.notify.Outcome;
import io.zol0.notify.Outcome.Gone;
import io.zol0.notify.Outcome.Refused;
import io.zol0.notify.Outcome.Saved;
import io.zol0.notify.Outcome.Stale;
import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import io.zol0.users.Sight;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which reports are sent by mail to whom, at most 20. They are of everything, so only who may look at every environment sees
 * and changes them.
 */
@Service
@DenyAll
public class ReportMails {
    /** Most of them. */
    public static final int MOST = 20;

    private final ReportMailTable table;
    private final ReportPost post;
    private final Channels channels;
    private final Audit audit;
    private final Clock clock;

    ReportMails(ReportMailTable table, ReportPost post, Channels channels, Audit audit, Clock clock) {
        this.table = table;
        this.post = post;
        this.channels = channels;
        this.audit = audit;
        this.clock = clock;
    }

    /** All of them, the oldest first. */
    @RolesAllowed("OPERATOR")
    public List<ReportMail> all() {
        return Sight.current().everywhere() ? table.all() : List.of();
    }

    @RolesAllowed("OPERATOR")
    public Optional<ReportMail> byId(long id) {
        return Sight.current().everywhere() ? table.byId(id) : Optional.empty();
    }

    /** The channels that can carry them. */
    @RolesAllowed("OPERATOR")
    public List<Channel> carriers() {
        return channels.all().stream()
                .filter(channel -> channel.kind() == ChannelKind.EMAIL)
                .toList();
    }

    /** What is wrong with one; nothing where it can be saved. */
    @RolesAllowed("OPERATOR")
    public List<Flaw> flawsOf(ReportMail mail) {
        List<Flaw> flaws = new ArrayList<>();
        Optional<Channel> carrier = carriers().stream()
                .filter(channel -> channel.id() == mail.channelId())
                .findFirst();
        if (!Sight.current().everywhere()) {
            flaws.add(new Flaw(
                    "channel", "A report is of every environment; somebody who may look at all of them can send it."));
        } else if (carrier.isEmpty()) {
            flaws.add(new Flaw("channel", "Choose the e-mail channel that it goes by."));
        } else if (mail.recipients().isEmpty() && carrier.get().recipients().isEmpty()) {
            flaws.add(new Flaw(
                    "recipients", "The channel names nobody; write an e-mail address, such as team@example.com."));
        }
        if (mail.hour() < 0 || mail.hour() > 23) {
            flaws.add(new Flaw("hour", "The hour is from 0 to 23."));
        }
        flaws.addAll(channels.flawsOf(mail.recipients()));
        return flaws;
    }

    /**
     * Adds one whose id is 0, or changes the one with its id from its version. Reports that are due already are not sent any
     * more: the first is that of the period that runs.
     */
    @RolesAllowed("ADMIN")
    @Transactional
    public Outcome<ReportMail> save(ReportMail mail) {
        return mail.id() == 0 ? add(mail) : change(mail);
    }

    private Outcome<ReportMail> add(ReportMail mail) {
        table.holdAll();
        List<Flaw> flaws = new ArrayList<>(flawsOf(mail));
        if (table.all().size() >= MOST) {
            flaws.add(new Flaw(
                    "channel",
                    "There are %d reports by mail, the most there can be; remove one first.".formatted(MOST)));
        }
        if (!flaws.isEmpty()) {
            return new Refused<>(flaws);
        }
        ReportMail now = table.byId(table.add(mail, mail.due(clock.instant()))).orElseThrow();
        audit.record(AuditAction.REPORT_MAIL_CHANGED, subject(now), null, Audit.fields(now));
        return new Saved<>(now);
    }

    private Outcome<ReportMail> change(ReportMail mail) {
        ReportMailTable.Kept kept =
                byId(mail.id()).isEmpty() ? null : table.hold(mail.id()).orElse(null);
        if (kept == null) {
            return new Gone<>();
        }
        ReportMail before = kept.mail();
        if (before.version() != mail.version()) {
            return new Stale<>(before);
        }
        List<Flaw> flaws = flawsOf(mail);
        if (!flaws.isEmpty()) {
            return new Refused<>(flaws);
        }
        LocalDate due = mail.due(clock.instant());
        table.change(mail, mail.kind() == before.kind() && kept.told().isAfter(due) ? kept.told() : due);
        ReportMail now = table.byId(mail.id()).orElseThrow();
        audit.record(AuditAction.REPORT_MAIL_CHANGED, subject(now), Audit.fields(before), Audit.fields(now));
        return new Saved<>(now);
    }

    /** @param version the version that the removal was made from */
    @RolesAllowed("ADMIN")
    @Transactional
    public Outcome<ReportMail> remove(long id, long version) {
        ReportMailTable.Kept kept = byId(id).isEmpty() ? null : table.hold(id).orElse(null);
        if (kept == null) {
            return new Gone<>();
        }
        if (kept.mail().version() != version) {
            return new Stale<>(kept.mail());
        }
        table.remove(id);
        audit.record(AuditAction.REPORT_MAIL_CHANGED, subject(kept.mail()), Audit.fields(kept.mail()), null);
        return new Saved<>(kept.mail());
    }

    /**
     * Sends the newest whole period's report at once, beside those that are due, and tells what the mail server said; nothing
     * where it is gone.
     */
    @RolesAllowed("OPERATOR")
    public Optional<Attempt> sendNow(long id) {
        return byId(id).map(mail -> {
            Attempt attempt = switch (post.report(mail, mail.kind().newest(clock.instant(), mail.zone()))) {
                case Answer.Unavailable<Report>(String reason) -> new Attempt.Failed(reason, null);
                case Answer.Found<Report>(Report report) -> post.attempt(mail, report);
            };
            audit.note(AuditAction.REPORT_MAIL_TESTED, subject(mail), Map.of("answer", attempt.said()));
            return attempt;
        });
    }

    private static String subject(ReportMail mail) {
        return "report of a %s by mail, number %d"
                .formatted(mail.kind().words().toLowerCase(java.util.Locale.ROOT), mail.id());
    }
}
