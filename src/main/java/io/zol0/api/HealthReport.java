package io.zol0.api;

import io.zol0.api.CheckResult.Status;
import java.util.Comparator;
import java.util.List;

/**
 * The answer of {@code GET /health}.
 *
 * @param status the worst of the checks
 */
record HealthReport(Status status, String version, List<CheckResult> checks) {
    static HealthReport of(String version, List<CheckResult> checks) {
        Status worst = checks.stream()
                .map(CheckResult::status)
                .max(Comparator.naturalOrder())
                .orElse(Status.UP);
        return new HealthReport(worst, version, checks);
    }
}
