package io.zol0.users;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the audit is kept.
 *
 * @param retention age from which entries are removed, 90 days or more: the database itself refuses to remove younger ones
 */
@ConfigurationProperties("zol0.audit")
record AuditSettings(@DefaultValue("730d") Duration retention) {
    AuditSettings {
        if (retention.compareTo(Duration.ofDays(90)) < 0) {
            throw new IllegalArgumentException(
                    "zol0.audit.retention is " + retention + ", but must be 90d or more, such as 730d.");
        }
    }
}
