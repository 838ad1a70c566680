package io.zol0.users;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Vouches for the newest entry every hour, and removes what is older than is kept. */
@Component
@EnableConfigurationProperties(AuditSettings.class)
class AuditKeeper {
    private static final Logger log = LoggerFactory.getLogger(AuditKeeper.class);

    private final AuditStore store;
    private final Audit audit;
    private final AuditSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;

    AuditKeeper(
            AuditStore store,
            Audit audit,
            AuditSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @EventListener
    void on(ApplicationReadyEvent event) {
        if (!store.isEnforced()) {
            log.info(
                    "Audit entries could be changed by ZoL0's own database user, which owns the tables; a second user by"
                            + " ZOL0_DB_MIGRATION_USER makes the audit append-only by rights.");
        }
    }

    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.HOURS)
    void keep() {
        try {
            keep(clock.instant());
        } catch (DataAccessException | TransactionException e) {
            log.warn("The audit was not looked after, and will be in an hour: {}", e.getMessage());
        }
    }

    void keep(Instant now) {
        Instant before = now.minus(settings.retention());
        transaction.executeWithoutResult(status -> {
            long removed = store.cut(before, now);
            if (removed > 0) {
                audit.record(AuditAction.RETENTION_CUT, "audit", null, Map.of("entries", removed, "olderThan", before));
            }
            store.vouch(now);
        });
    }
}
