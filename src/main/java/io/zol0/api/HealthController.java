package io.zol0.api;

import io.zol0.api.CheckResult.Status;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says whether ZoL0 is well: 200, or 503 where it cannot do its work. */
@RestController
class HealthController {
    private final List<HealthCheck> checks;
    private final String version;

    HealthController(List<HealthCheck> checks, @Value("${zol0.version}") String version) {
        this.checks = checks;
        this.version = version;
    }

    @GetMapping("/health")
    ResponseEntity<HealthReport> health() {
        HealthReport report = HealthReport.of(
                version, checks.stream().map(HealthCheck::result).toList());
        return ResponseEntity.status(report.status() == Status.DOWN ? 503 : 200)
                .cacheControl(CacheControl.noStore())
                .body(report);
    }
}
