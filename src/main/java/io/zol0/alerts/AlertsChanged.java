package io.zol0.alerts;

import java.util.List;

/**
 * Alerts were raised or went on in their lives; published after the transaction committed.
 *
 * @param raised those that are new, most severe first, at most 100
 */
public record AlertsChanged(List<Alert> raised) {
    public AlertsChanged {
        raised = List.copyOf(raised);
    }
}
