package io.zol0.alerts;

import io.zol0.metrics.Subject;
import io.zol0.users.Itself;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What rounds of one rule raise in a running application that judges none itself, for a browser to look at. */
public final class RaisedAlerts implements AutoCloseable {
    private final ApplicationContext application;
    private final AlertBook book;
    private final RuleTable rules;
    private final Rule rule;

    /** @param measure what the rule is about */
    public RaisedAlerts(ApplicationContext application, String measure) {
        this.application = application;
        book = application.getBean(AlertBook.class);
        rules = application.getBean(RuleTable.class);
        rule = rules.byId(rules.add(new Rule(
                        0,
                        "",
                        "Raised by a test",
                        RuleKind.THRESHOLD,
                        Measure.of(measure),
                        Breadth.ENDPOINT,
                        true,
                        10,
                        8,
                        0,
                        Duration.ofMinutes(1),
                        Duration.ZERO,
                        0,
                        Severity.WARNING,
                        "",
                        0,
                        "",
                        "",
                        true,
                        1)))
                .orElseThrow();
    }

    /** Raises one about something; its number. */
    public long about(Subject subject) {
        return round(List.of(new Target(subject, ""))).getFirst().id();
    }

    /** Raises one about each of so many callers, {@code bot-00042}, from a number on; the others of a round go on. */
    public void ofCallers(int from, int count) {
        round(IntStream.range(from, from + count)
                .mapToObj(number -> new Target(Subject.WHOLE, "bot-%05d".formatted(number)))
                .toList());
    }

    private List<Alert> round(List<Target> bad) {
        List<Turning> turnings = bad.stream()
                .map(target -> new Turning(Turning.Kind.BEGAN, rule, target, 12, 12, 0, 0))
                .toList();
        AlertBook.Kept kept = Itself.ask(() -> book.keep(turnings, rules.all()));
        application.publishEvent(new AlertsChanged(kept.raised()));
        return kept.raised();
    }

    @Override
    public void close() {
        JdbcClient database = application.getBean(JdbcClient.class);
        database.sql("delete from alert where rule_id = :rule or rule_id = 0")
                .param("rule", rule.id())
                .update();
        database.sql("delete from alert_rule where id = :rule")
                .param("rule", rule.id())
                .update();
        application.publishEvent(new AlertsChanged(List.of()));
    }
}
