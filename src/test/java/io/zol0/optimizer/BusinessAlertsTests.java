package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.alerts.LeadElsewhere;
import io.zol0.alerts.RaisedAlerts;
import io.zol0.metrics.Subject;
import io.zol0.users.Itself;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Which alerts end a trial. */
@ApplicationTest
class BusinessAlertsTests {
    @Autowired
    private ApplicationContext application;

    @Autowired
    private BusinessAlerts business;

    @Test
    void one_on_a_figure_of_the_business_that_began_since_ends_a_trial_and_no_other() throws Exception {
        Instant before = Instant.now().minus(Duration.ofSeconds(1));
        try (LeadElsewhere leader = new LeadElsewhere(application)) {
            try (RaisedAlerts calls = new RaisedAlerts(application, "calls.p95")) {
                calls.about(Subject.WHOLE);
                assertThat(hurt(before)).isEmpty();
            }
            try (RaisedAlerts orders = new RaisedAlerts(application, "business.orders")) {
                orders.about(Subject.WHOLE);
                assertThat(hurt(before).orElseThrow())
                        .startsWith("An alert on a figure of the business began meanwhile, so it is taken back: ");
                assertThat(hurt(Instant.now().plus(Duration.ofMinutes(1))))
                        .as("it had begun before")
                        .isEmpty();
            }
        }
    }

    private Optional<String> hurt(Instant since) {
        return Itself.ask(Finder.OPTIMIZER, () -> business.hurt(since));
    }
}
