package io.zol0.optimizer;

import io.zol0.alerts.Alert;
import io.zol0.alerts.AlertFilter;
import io.zol0.alerts.Alerts;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The figures of the business, guarded by their alert rules: what has begun and nobody silenced counts, wherever the trial is, since the
 * figures are of everything together.
 */
@Component
class BusinessAlerts implements Bystander {
    /** Of more alerts the newest are looked at. */
    private static final int MOST = 200;

    private final Alerts alerts;

    BusinessAlerts(Alerts alerts) {
        this.alerts = alerts;
    }

    @Override
    public Optional<String> hurt(Instant since) {
        return alerts.newest(AlertFilter.CURRENT, null, 0, MOST).stream()
                .filter(alert -> alert.measure().isOfBusiness()
                        && alert.silenceId() == 0
                        && !alert.beganAt().isBefore(since))
                .findFirst()
                .map(Alert::sentence)
                .map("An alert on a figure of the business began meanwhile, so it is taken back: %s"::formatted);
    }
}
