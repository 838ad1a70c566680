package io.zol0.api;

import io.zol0.alerts.Alert;
import io.zol0.alerts.AlertFilter;
import io.zol0.alerts.AlertRemedies;
import io.zol0.alerts.AlertState;
import io.zol0.alerts.Alerts;
import io.zol0.alerts.Explanations;
import io.zol0.alerts.Severity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The inbox by REST: what is wrong, and who takes care of it. */
@RestController
@RequestMapping("/api/monitoring/alerts")
class AlertsController {
    private static final Duration USUAL_SNOOZE = Duration.ofHours(1);
    private static final double MICROS = 1e6;

    private final Alerts alerts;
    private final AlertRemedies remedies;
    private final Explanations explanations;
    private final NamedUpstreams upstreams;
    private final Clock clock;

    AlertsController(
            Alerts alerts, AlertRemedies remedies, Explanations explanations, NamedUpstreams upstreams, Clock clock) {
        this.alerts = alerts;
        this.remedies = remedies;
        this.explanations = explanations;
        this.upstreams = upstreams;
        this.clock = clock;
    }

    /** Those that began last come first; without a state those that are not over. */
    @GetMapping
    AlertBody.Page newest(
            @RequestParam(defaultValue = "") Set<AlertState> state,
            @RequestParam(defaultValue = "INFO") Severity least,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "true") boolean muted,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        Set<AlertState> states = state.isEmpty() ? AlertFilter.CURRENT.states() : state;
        Cursor after = Cursor.read(cursor);
        int most = Cursor.limit(limit);
        List<Alert> found = alerts.newest(
                new AlertFilter(states, least, words, muted),
                after == null ? null : time(after.figure()),
                after == null ? 0 : after.id(),
                most + 1);
        List<Alert> page = found.stream().limit(most).toList();
        Map<Long, String> names = upstreams.all();
        return new AlertBody.Page(
                page.stream()
                        .map(alert -> AlertBody.of(
                                alert, names.getOrDefault(alert.about().upstreamId(), ""), null))
                        .toList(),
                found.size() > most
                        ? new Cursor(
                                        micros(page.getLast().beganAt()),
                                        page.getLast().id())
                                .text()
                        : null);
    }

    @GetMapping("/{id}")
    AlertBody one(@PathVariable long id) {
        Alert alert = there(id);
        return AlertBody.of(alert, upstreams.nameOf(alert.about().upstreamId()), alerts.steps(id));
    }

    @PostMapping("/{id}/acknowledge")
    AlertBody acknowledge(@PathVariable long id) {
        there(id);
        alerts.acknowledge(List.of(id));
        return one(id);
    }

    /** While the condition goes on without a break it raises no new one. */
    @PostMapping("/{id}/resolve")
    AlertBody resolve(@PathVariable long id) {
        there(id);
        alerts.resolve(List.of(id));
        return one(id);
    }

    /** Puts off until a time within 31 days, or for so long; an hour where nothing is said. */
    @PostMapping("/{id}/snooze")
    AlertBody snooze(@PathVariable long id, @RequestBody AlertBody.Snooze body) {
        there(id);
        Instant until = body.until() != null
                ? body.until()
                : clock.instant().plus(body.lasting() == null ? USUAL_SNOOZE : body.lasting());
        try {
            alerts.snooze(List.of(id), until);
        } catch (IllegalArgumentException refused) {
            throw Unfit.sense("until", String.valueOf(refused.getMessage()));
        }
        return one(id);
    }

    @PostMapping("/{id}/assign")
    AlertBody assign(@PathVariable long id, @RequestBody AlertBody.Assign body) {
        there(id);
        try {
            alerts.assign(List.of(id), body.assignee() == null ? "" : body.assignee());
        } catch (IllegalArgumentException refused) {
            throw Unfit.sense("assignee", String.valueOf(refused.getMessage()));
        }
        return one(id);
    }

    @PostMapping("/{id}/comment")
    AlertBody comment(@PathVariable long id, @RequestBody AlertBody.Comment body) {
        there(id);
        try {
            alerts.comment(id, body.text() == null ? "" : body.text());
        } catch (IllegalArgumentException refused) {
            throw Unfit.sense("text", String.valueOf(refused.getMessage()));
        }
        return one(id);
    }

    /** How unusual its figure is, what changed before it began, and what moved with it. */
    @GetMapping("/{id}/why")
    AlertBody.Why why(@PathVariable long id) throws InterruptedException {
        there(id);
        return HistoryAway.require(explanations.of(id))
                .map(AlertBody.Why::of)
                .orElseThrow(() -> new Missing("There is no alert number %d.".formatted(id)));
    }

    /** What would help against it, whoever knows it. */
    @GetMapping("/{id}/remedies")
    List<AlertBody.RemedyBody> remedies(@PathVariable long id) {
        there(id);
        return remedies.against(id).stream().map(AlertBody.RemedyBody::of).toList();
    }

    /** Applies one of them by its key. */
    @PostMapping("/{id}/remedies")
    AlertBody.Applied apply(@PathVariable long id, @RequestBody AlertBody.Apply body) {
        there(id);
        return new AlertBody.Applied(remedies.apply(id, body.key() == null ? "" : body.key()));
    }

    private Alert there(long id) {
        return alerts.byId(id).orElseThrow(() -> new Missing("There is no alert number %d.".formatted(id)));
    }

    /** In microseconds since 1970, which a double holds exactly until the year 2255. */
    private static double micros(Instant time) {
        return time.getEpochSecond() * MICROS + time.getNano() / 1000;
    }

    private static Instant time(double micros) {
        if (!(Math.abs(micros) < 1e16)) {
            throw Cursor.unfit();
        }
        long whole = (long) micros;
        return Instant.ofEpochSecond(Math.floorDiv(whole, 1_000_000L), Math.floorMod(whole, 1_000_000L) * 1000L);
    }
}
