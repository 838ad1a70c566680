package io.zol0.alerts;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What would help against an alert in sight, whoever knows it; that it was applied is a step of the alert. */
@Service
@DenyAll
public class AlertRemedies {
    /** Most that are told of one alert. */
    public static final int MOST = 3;

    private final AlertTable table;
    private final Supplier<List<Remedies>> known;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    @Autowired
    AlertRemedies(AlertTable table, ObjectProvider<Remedies> known, ApplicationEventPublisher events, Clock clock) {
        this(table, () -> known.orderedStream().toList(), events, clock);
    }

    AlertRemedies(AlertTable table, Supplier<List<Remedies>> known, ApplicationEventPublisher events, Clock clock) {
        this.table = table;
        this.known = known;
        this.events = events;
        this.clock = clock;
    }

    private record Offered(Remedies by, Remedy remedy) {}

    @RolesAllowed("VIEWER")
    public List<Remedy> against(long alertId) {
        return table.byId(alertId).stream()
                .flatMap(this::offered)
                .map(Offered::remedy)
                .limit(MOST)
                .toList();
    }

    /**
     * Applies one.
     *
     * @return what was done, in a sentence
     * @throws RemedyRefused where it is not offered any more, or cannot be applied now
     */
    @RolesAllowed("OPERATOR")
    @Transactional
    public String apply(long alertId, String key) {
        Alert alert = table.byId(alertId).orElseThrow(AlertRemedies::gone);
        Offered offered = offered(alert)
                .filter(each -> each.remedy().key().equals(key))
                .findFirst()
                .orElseThrow(AlertRemedies::gone);
        String done = offered.by().apply(alert, offered.remedy());
        table.addStep(
                alertId, clock.instant().truncatedTo(ChronoUnit.MICROS), Alerts.who(), AlertStep.Kind.REMEDIED, done);
        events.publishEvent(new AlertsChanged(List.of()));
        return done;
    }

    private Stream<Offered> offered(Alert alert) {
        return alert.state() == AlertState.RESOLVED
                ? Stream.empty()
                : known.get().stream()
                        .flatMap(each -> each.against(alert).stream().map(remedy -> new Offered(each, remedy)));
    }

    private static RemedyRefused gone() {
        return new RemedyRefused("This remedy is not offered any more; look at the alert again.");
    }
}
