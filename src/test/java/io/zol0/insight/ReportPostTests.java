package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.zol0.ApplicationTest;
import io.zol0.notify.Attempt;
import io.zol0.notify.Channel;
import io.zol0.notify.ChannelDraft;
import io.zol0.notify.ChannelKind;
import io.zol0.notify.Channels;
import io.zol0.notify.Deliveries;
import io.zol0.notify.Delivery;
import io.zol0.notify.DeliveryState;
import io.zol0.notify.MailSecurity;
import io.zol0.notify.Notifier;
import io.zol0.notify.Outcome;
import io.zol0.users.AsItself;
import io.zol0.users.AuditFilter;
import io.zol0.users.AuditTrail;
import io.zol0.users.Itself;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Reports by mail through a real server that takes SMTP. A node is a {@link ReportPost} of its own: it keeps nothing itself. */
@ApplicationTest
@AsItself
class ReportPostTests {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    @Autowired
    private ReportMails mails;

    @Autowired
    private ReportMailTable table;

    @Autowired
    private Reports reports;

    @Autowired
    private Notifier notifier;

    @Autowired
    private Channels channels;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcClient database;

    private final int port = freePort();
    private GreenMail server = server();
    private Channel channel;

    @BeforeEach
    void start() {
        server.start();
        channel = saved(channels.add(new ChannelDraft(
                "mail",
                ChannelKind.EMAIL,
                true,
                true,
                "127.0.0.1",
                port,
                MailSecurity.NONE,
                "",
                "zol0@example.com",
                List.of("ops@example.com"),
                false,
                null)));
    }

    @AfterEach
    void stop() {
        server.stop();
        database.sql("delete from channel").update();
    }

    @Test
    void a_report_is_mailed_once_a_period_whatever_restarts() throws Exception {
        ReportMail mail = saved(mails.save(daily("boss@example.com", "ada@example.com")));
        node(Instant.now()).round();
        assertThat(all()).as("what was due before it was set").isEmpty();
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        node(tomorrow).round();
        arrived(1);
        ReportPost restarted = node(tomorrow.plusSeconds(60));
        restarted.round();
        restarted.round();
        assertThat(all()).singleElement().satisfies(sent -> {
            assertThat(sent.title()).startsWith("Day of ");
            assertThat(sent.environment()).isEqualTo("*");
        });
        node(tomorrow.plus(Duration.ofDays(3))).round();
        arrived(2);
        assertThat(all()).as("of three days that were missed the newest").hasSize(2);
        MimeMessage got = server.getReceivedMessages()[0];
        assertThat(server.getReceivedMessages()).as("one for each recipient").hasSize(4);
        assertThat(Arrays.stream(got.getAllRecipients()).map(each -> ((InternetAddress) each).getAddress()))
                .containsExactly("boss@example.com", "ada@example.com");
        LocalDate day = LocalDate.ofInstant(tomorrow, ZONE).minusDays(1);
        assertThat(got.getSubject()).startsWith("[ZoL0] Day of " + day.getDayOfMonth());
        MimeMultipart parts = (MimeMultipart) got.getContent();
        assertThat((String) parts.getBodyPart(0).getContent())
                .contains("What to do next", "Europe/Berlin", "/insight/reports?kind=day&day=" + day)
                .doesNotContain("<");
        assertThat((String) parts.getBodyPart(1).getContent())
                .contains("<h2>What to do next</h2>", "Open in ZoL0</a>")
                .doesNotContain("<script");
        assertThat(mails.byId(mail.id())).map(ReportMail::version).hasValue(mail.version());
    }

    @Test
    void two_nodes_at_the_same_moment_send_one() throws Exception {
        saved(mails.save(daily()));
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
            List<? extends Future<?>> rounds = java.util.stream.Stream.generate(() -> node(tomorrow))
                    .limit(4)
                    .map(node -> nodes.submit(() -> {
                        go.await();
                        for (int i = 0; i < 5; i++) {
                            node.round();
                        }
                        return true;
                    }))
                    .toList();
            go.countDown();
            for (Future<?> round : rounds) {
                round.get();
            }
        }
        arrived(1);
        assertThat(all()).hasSize(1);
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void what_the_mail_server_does_not_take_is_tried_again_and_comes_once() {
        saved(mails.save(daily()));
        server.stop();
        node(Instant.now().plus(Duration.ofDays(1))).round();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(all())
                        .singleElement()
                        .satisfies(sent -> assertThat(sent.said()).contains("refused the connection")));
        server = server();
        server.start();
        arrived(1);
        assertThat(all())
                .singleElement()
                .satisfies(sent -> assertThat(sent.attempts()).isGreaterThan(1));
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void nothing_is_sent_while_it_or_its_channel_is_switched_off_and_a_change_sends_no_period_twice() {
        ReportMail mail = saved(mails.save(daily()));
        ReportMail off = saved(mails.save(
                new ReportMail(mail.id(), false, mail.kind(), 0, ZONE, channel.id(), List.of(), mail.version())));
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        node(tomorrow).round();
        assertThat(all()).isEmpty();
        ReportMail on = saved(mails.save(
                new ReportMail(mail.id(), true, mail.kind(), 0, ZONE, channel.id(), List.of(), off.version())));
        node(tomorrow).round();
        arrived(1);
        saved(mails.save(
                new ReportMail(mail.id(), true, mail.kind(), 0, ZONE, channel.id(), List.of("x@y.de"), on.version())));
        node(tomorrow).round();
        assertThat(all()).hasSize(1);
        ChannelDraft closed = new ChannelDraft(
                "mail",
                ChannelKind.EMAIL,
                false,
                true,
                "127.0.0.1",
                port,
                MailSecurity.NONE,
                "",
                "zol0@example.com",
                List.of("ops@example.com"),
                false,
                null);
        Channel shut = saved(channels.change(channel.id(), channel.version(), closed));
        node(tomorrow.plus(Duration.ofDays(1))).round();
        assertThat(all()).as("the channel is switched off").hasSize(1);
        assertThat(shut.enabled()).isFalse();
    }

    @Test
    void one_can_be_sent_at_once_which_is_in_the_audit_and_counts_for_no_period() {
        ReportMail mail = saved(mails.save(daily()));
        Optional<Attempt> attempt = mails.sendNow(mail.id());
        assertThat(attempt).get().isInstanceOf(Attempt.Delivered.class);
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(all()).isEmpty();
        node(Instant.now().plus(Duration.ofDays(1))).round();
        arrived(1);
        assertThat(audit.page(AuditFilter.ALL, 0, 10))
                .extracting(entry -> entry.action())
                .contains("REPORT_MAIL_CHANGED", "REPORT_MAIL_TESTED");
        assertThat(mails.sendNow(0)).isEmpty();
    }

    @Test
    void what_cannot_be_sent_is_refused_with_what_would_be_right() {
        assertThat(mails.save(new ReportMail(0, true, Reports.Kind.DAY, 24, ZONE, 0, List.of("nobody"), 0)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.flaws())
                                .extracting("field")
                                .containsExactly("channel", "hour", "recipients"));
        ReportMail mail = saved(mails.save(daily()));
        assertThat(mails.save(mail.at(mail.version() + 1))).isInstanceOf(Outcome.Stale.class);
        assertThat(mails.remove(mail.id(), mail.version())).isInstanceOf(Outcome.Saved.class);
        assertThat(mails.remove(mail.id(), mail.version())).isInstanceOf(Outcome.Gone.class);
    }

    private ReportMail daily(String... recipients) {
        return new ReportMail(0, true, Reports.Kind.DAY, 0, ZONE, channel.id(), List.of(recipients), 0);
    }

    private ReportPost node(Instant now) {
        return new ReportPost(table, reports, notifier, transactions, Clock.fixed(now, ZoneOffset.UTC));
    }

    private void arrived(int deliveries) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(all())
                        .filteredOn(each -> each.state() == DeliveryState.SENT)
                        .hasSize(deliveries));
    }

    private List<Delivery> all() {
        return Itself.ask(() -> deliveries.page(Set.of(), 0, 100));
    }

    private GreenMail server() {
        return new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static <T> T saved(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Saved.class);
        return ((Outcome.Saved<T>) outcome).now();
    }
}
