package io.zol0.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.alerts.Turning.Kind;
import io.zol0.metrics.Subject;
import io.zol0.notify.Channel;
import io.zol0.notify.ChannelDraft;
import io.zol0.notify.ChannelKind;
import io.zol0.notify.Channels;
import io.zol0.notify.Deliveries;
import io.zol0.notify.Delivery;
import io.zol0.notify.MailSecurity;
import io.zol0.notify.Message;
import io.zol0.notify.MessageEscalated;
import io.zol0.notify.MessageRoute;
import io.zol0.notify.Outcome;
import io.zol0.notify.Routes;
import io.zol0.users.Itself;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What of an alert's life people are told of; they are told by a channel that nobody listens at. */
@ApplicationTest
class AlertMessagesTests {
    @Autowired
    private Alerts alerts;

    @Autowired
    private AlertBook book;

    @Autowired
    private RuleTable rules;

    @Autowired
    private Watch watch;

    @Autowired
    private SilenceTable silences;

    @Autowired
    private Channels channels;

    @Autowired
    private Routes routes;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private JdbcClient database;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private PlatformTransactionManager transactions;

    private List<Long> shipped = List.of();

    /** What a busy machine raises of its own would be told too: the rules that come with ZoL0 are off, and what they had raised is over. */
    @BeforeEach
    void quieten() {
        shipped = database.sql("update alert_rule set enabled = false where enabled returning id")
                .query(Long.class)
                .list();
        watch.round();
        route();
    }

    private void route() {
        ChannelDraft draft = new ChannelDraft(
                "nowhere",
                ChannelKind.WEBHOOK,
                true,
                true,
                "http://127.0.0.1:9/",
                0,
                MailSecurity.NONE,
                "",
                "",
                List.of(),
                false,
                Itself.ask(channels::newSigningSecret));
        Outcome<Channel> added = Itself.ask(() -> channels.add(draft));
        Channel channel = ((Outcome.Saved<Channel>) added).now();
        Itself.run(() -> routes.save(MessageRoute.everythingTo(channel.id())));
    }

    @AfterEach
    void tidy() {
        database.sql("delete from channel").update();
        database.sql("delete from alert where rule_name = 'Test' or rule_id = 0")
                .update();
        database.sql("delete from alert_rule where name = 'Test'").update();
        database.sql("delete from silence").update();
        shipped.forEach(id -> database.sql("update alert_rule set enabled = true where id = :id")
                .param("id", id)
                .update());
    }

    @Test
    void its_beginning_that_somebody_has_it_and_its_end_are_told_once() {
        Rule rule = rule();
        keep(rule, Kind.BEGAN);
        keep(rule, Kind.GOES_ON);
        keep(rule, Kind.AGAIN);
        long id = only(rule).id();
        Itself.run(() -> alerts.acknowledge(List.of(id)));
        Itself.run(() -> alerts.comment(id, "The provider knows."));
        keep(rule, Kind.ENDED);
        assertThat(told())
                .extracting(Message::kind)
                .containsExactly(Message.Kind.OPENED, Message.Kind.ACKNOWLEDGED, Message.Kind.RESOLVED);
        assertThat(told()).allSatisfy(message -> {
            assertThat(message.link()).isEqualTo("alerts?alert=" + id);
            assertThat(message.title()).startsWith("Test: ");
        });
    }

    @Test
    void nobody_is_told_of_what_is_muted_until_it_is_no_longer() {
        Rule rule = rule();
        Instant now = Instant.now();
        long silence = silences.add(new Silence(
                0,
                false,
                rule.id(),
                "",
                0,
                "",
                Severity.CRITICAL,
                now.minusSeconds(60),
                now.plusSeconds(600),
                "work",
                "ada"));
        keep(rule, Kind.BEGAN);
        assertThat(told()).isEmpty();
        silences.end(silence, Instant.now());
        keep(rule, Kind.GOES_ON);
        assertThat(told()).extracting(Message::kind).containsExactly(Message.Kind.OPENED);
    }

    @Test
    void the_end_of_what_nobody_was_told_of_is_not_told() {
        Rule rule = rule();
        Instant now = Instant.now();
        silences.add(new Silence(
                0,
                false,
                rule.id(),
                "",
                0,
                "",
                Severity.CRITICAL,
                now.minusSeconds(60),
                now.plusSeconds(600),
                "work",
                "ada"));
        keep(rule, Kind.BEGAN);
        keep(rule, Kind.ENDED);
        assertThat(told()).isEmpty();
    }

    @Test
    void that_it_was_passed_on_stands_in_its_life() {
        Rule rule = rule();
        keep(rule, Kind.BEGAN);
        Alert alert = only(rule);
        new TransactionTemplate(transactions)
                .executeWithoutResult(
                        status -> events.publishEvent(new MessageEscalated(AlertBook.fingerprint(alert), "pager")));
        AlertStep last = Itself.ask(() -> alerts.steps(alert.id())).getLast();
        assertThat(last.kind()).isEqualTo(AlertStep.Kind.ESCALATED);
        assertThat(last.text()).isEqualTo("Nobody took it in time: to pager.");
        assertThat(told()).hasSize(1);
    }

    @Test
    void a_storm_of_alerts_is_a_few_deliveries() {
        Rule rule = rule();
        List<Turning> storm = IntStream.range(0, 2_000)
                .mapToObj(i -> new Turning(Kind.BEGAN, rule, new Target(Subject.WHOLE, "caller " + i), 12, 12, 0, 0))
                .toList();
        Itself.ask(() -> book.keep(storm, rules.all()));
        List<Delivery> sent = Itself.ask(() -> deliveries.page(Set.of(), 0, 1_000));
        assertThat(sent).hasSize(21);
        assertThat(sent.stream().mapToInt(Delivery::count).sum()).isEqualTo(2_000);
    }

    private List<Message> told() {
        return Itself.ask(() -> deliveries.page(Set.of(), 0, 100).reversed().stream()
                .map(Delivery::id)
                .flatMap(id -> deliveries.messages(id).stream())
                .toList());
    }

    private Rule rule() {
        return rules.byId(rules.add(new Rule(
                        0,
                        "",
                        "Test",
                        RuleKind.THRESHOLD,
                        Measure.of("test.figure"),
                        Breadth.WHOLE,
                        true,
                        10,
                        8,
                        Duration.ofMinutes(1),
                        Duration.ZERO,
                        0,
                        Severity.CRITICAL,
                        "",
                        0,
                        "",
                        "",
                        true,
                        1)))
                .orElseThrow();
    }

    private void keep(Rule rule, Kind kind) {
        Turning turning = new Turning(kind, rule, new Target(Subject.WHOLE, ""), kind == Kind.ENDED ? 5 : 12, 12, 0, 0);
        Itself.ask(() -> book.keep(List.of(turning), rules.all()));
    }

    private Alert only(Rule rule) {
        List<Alert> found = Itself.ask(() -> alerts.page(AlertFilter.ALL, 0, 1_000)).stream()
                .filter(alert -> alert.ruleId() == rule.id())
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
