package io.zol0.api;

import io.zol0.insight.Happenings;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes by REST what was done to the system that calls, so that charts and changes of figures can be read beside it. */
@RestController
class DeploymentController {
    private final Happenings happenings;
    private final Clock clock;

    DeploymentController(Happenings happenings, Clock clock) {
        this.happenings = happenings;
        this.clock = clock;
    }

    @PostMapping("/api/events")
    @ResponseStatus(HttpStatus.CREATED)
    DeploymentBody.Told tell(@RequestBody DeploymentBody body) {
        String upstream = body.upstream();
        return DeploymentBody.Told.of(
                happenings.tell(body.deployment(clock.instant()), upstream == null ? "" : upstream));
    }
}
