package io.zol0.insight;

import io.zol0.metrics.Answer;
import io.zol0.notify.Attempt;
import io.zol0.notify.Message;
import io.zol0.notify.Notifier;
import io.zol0.notify.Urgency;
import io.zol0.users.Itself;
import java.time.Clock;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts the reports that are due into the outbox, once a period: the row that says which was the newest is held, looked at once more
 * and changed in the transaction that fills the outbox, so neither a restart nor another node sends a second one. What was due
 * while ZoL0 was off is sent at its start, the newest period alone.
 */
@Component
class ReportPost {
    private static final Logger log = LoggerFactory.getLogger(ReportPost.class);
    private static final String ITSELF = "reports";

    private final ReportMailTable table;
    private final Reports reports;
    private final Notifier notifier;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private volatile boolean failing;

    ReportPost(
            ReportMailTable table,
            Reports reports,
            Notifier notifier,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.table = table;
        this.reports = reports;
        this.notifier = notifier;
        this.transactions = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 45_000)
    void round() {
        try {
            for (ReportMail mail : table.all()) {
                if (mail.enabled()) {
                    send(mail);
                }
            }
            failing = false;
        } catch (DataAccessException | TransactionException away) {
            if (!failing) {
                log.warn("Reports by mail wait while the database is away.", away);
            }
            failing = true;
        }
    }

    private void send(ReportMail mail) {
        LocalDate due = mail.due(clock.instant());
        if (table.told(mail.id()).filter(due::isAfter).isPresent()
                && notifier.isOpen(mail.channelId())
                && report(mail, due) instanceof Answer.Found<Report>(Report report)) {
            transactions.executeWithoutResult(status -> tell(mail, due, report));
        }
    }

    /** Unless it was changed, or another node was faster. */
    private void tell(ReportMail mail, LocalDate due, Report report) {
        ReportMailTable.Kept kept = table.hold(mail.id()).orElse(null);
        if (kept != null && kept.mail().equals(mail) && due.isAfter(kept.told())) {
            notifier.tell(message(mail, report), mail.channelId(), mail.recipients());
            table.tell(mail.id(), due);
        }
    }

    Answer<Report> report(ReportMail mail, LocalDate begin) {
        return Itself.ask(ITSELF, () -> reports.of(mail.kind(), begin, mail.zone()));
    }

    /** Sends it at once and tells what came of it. */
    Attempt attempt(ReportMail mail, Report report) {
        return notifier.attempt(message(mail, report), mail.channelId(), mail.recipients());
    }

    private Message message(ReportMail mail, Report report) {
        return new Message(
                Message.Kind.REPORT,
                Urgency.INFO,
                new Message.Scope("*", 0, "", ""),
                report.title(),
                ReportLayout.summary(report),
                "insight/reports?kind=%s&day=%s&zone=%s"
                        .formatted(
                                mail.kind().name().toLowerCase(java.util.Locale.ROOT),
                                report.from().atZone(report.zone()).toLocalDate(),
                                report.zone().getId()),
                "report/" + mail.id(),
                clock.instant(),
                new Message.Page(ReportHtml.page(report), ReportText.of(report)));
    }
}
