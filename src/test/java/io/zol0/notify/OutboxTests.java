package io.zol0.notify;

import static io.zol0.notify.Outposts.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.zol0.ApplicationTest;
import io.zol0.notify.Message.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What becomes of messages between whoever tells and whoever hears, in a time that the test moves. */
@ApplicationTest
class OutboxTests {
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private Outposts outposts;
    private Receiver receiver;

    @BeforeEach
    void listen(@Autowired ApplicationContext context) throws Exception {
        outposts = new Outposts(context);
        receiver = Receiver.start();
        outposts.begin();
    }

    @AfterEach
    void tidy() {
        outposts.begin();
        receiver.close();
    }

    @Test
    void what_a_crash_left_half_sent_is_sent_again_under_the_same_id() {
        outposts.route(MessageRoute.everythingTo(webhook().id()));
        outposts.tell(message(Kind.OPENED, Urgency.CRITICAL, "a"));
        Claim lost = only(outposts.claim(8));
        assertThat(lost.attempt()).isEqualTo(1);
        // The process dies here, before or after the other side had it.
        outposts.pass(Outposts.LEASE.minusSeconds(1));
        assertThat(outposts.claim(8)).as("it may still be on its way").isEmpty();
        outposts.pass(Duration.ofSeconds(1));
        Claim again = only(outposts.claim(8));
        assertThat(again.webhookId()).isEqualTo(lost.webhookId());
        assertThat(again.attempt()).isEqualTo(2);
        outposts.settle(lost, new Attempt.Delivered("late"));
        assertThat(outposts.only().state())
                .as("a late word of the first attempt")
                .isEqualTo(DeliveryState.TRYING);
        outposts.settle(again, new Attempt.Delivered("thanks"));
        assertThat(outposts.only().state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void two_nodes_take_each_delivery_once() throws Exception {
        for (int i = 0; i < 20; i++) {
            outposts.route(MessageRoute.everythingTo(
                    outposts.webhook("channel " + i, receiver.url("/" + i)).id()));
        }
        outposts.tell(message(Kind.OPENED, Urgency.CRITICAL, "a"));
        List<Claim> taken = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
            Callable<Boolean> node = () -> {
                for (int i = 0; i < 20; i++) {
                    taken.addAll(outposts.claim(3));
                }
                return true;
            };
            for (Future<Boolean> done : nodes.invokeAll(Collections.nCopies(4, node))) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(taken).extracting(Claim::id).doesNotHaveDuplicates().hasSize(20);
    }

    @Test
    void the_end_of_a_matter_waits_for_its_beginning_and_goes_to_those_who_heard_that() {
        outposts.route(MessageRoute.everythingTo(webhook().id()));
        receiver.answers(Receiver.status(500, "busy"));
        outposts.tell(message(Kind.OPENED, Urgency.WARNING, "a"));
        outposts.tell(message(Kind.RESOLVED, Urgency.WARNING, "a"));
        outposts.tell(message(Kind.RESOLVED, Urgency.WARNING, "never told of"));
        outposts.send();
        assertThat(receiver.all).hasSize(1);
        receiver.answers(Receiver.status(200, ""));
        outposts.pass(Duration.ofSeconds(5));
        outposts.send();
        assertThat(receiver.all)
                .extracting(got -> got.json().get("type").asString())
                .containsExactly("alert.opened", "alert.opened", "alert.resolved");
        assertThat(outposts.all()).extracting(Delivery::state).containsOnly(DeliveryState.SENT);
    }

    @Test
    void one_channel_that_fails_does_not_keep_another_waiting() {
        outposts.route(MessageRoute.everythingTo(
                outposts.webhook("down", "http://127.0.0.1:9/").id()));
        outposts.route(MessageRoute.everythingTo(webhook().id()));
        outposts.tell(message(Kind.OPENED, Urgency.WARNING, "a"));
        outposts.send();
        assertThat(receiver.all).hasSize(1);
        assertThat(outposts.all())
                .extracting(Delivery::state)
                .containsExactlyInAnyOrder(DeliveryState.WAITING, DeliveryState.SENT);
    }

    @Test
    void attempts_end_with_a_dead_letter_that_can_be_sent_again() {
        outposts.route(MessageRoute.everythingTo(webhook().id()));
        receiver.answers(Receiver.status(503, "away"));
        outposts.tell(message(Kind.OPENED, Urgency.WARNING, "a"));
        Duration passed = Duration.ZERO;
        while (outposts.only().state() == DeliveryState.WAITING) {
            outposts.send();
            Duration next = Duration.between(outposts.now(), outposts.only().tryAt());
            outposts.pass(next);
            passed = passed.plus(next);
        }
        assertThat(receiver.all).hasSize(Settling.MOST_ATTEMPTS);
        assertThat(passed).isBetween(Duration.ofHours(5), Duration.ofHours(8));
        Delivery dead = outposts.only();
        assertThat(dead.state()).isEqualTo(DeliveryState.DEAD);
        assertThat(dead.said()).isEqualTo("Given up after 30 attempts. Answered 503: away");
        receiver.answers(Receiver.status(200, "thanks"));
        outposts.pass(Duration.ofDays(1));
        assertThat(outposts.sendAgain(dead.id())).isEqualTo(1);
        outposts.send();
        assertThat(outposts.only().state()).isEqualTo(DeliveryState.SENT);
        assertThat(receiver.all.getLast().id())
                .isEqualTo(receiver.all.getFirst().id());
        assertThat(outposts.sendAgain(dead.id())).as("what has arrived").isZero();
    }

    @Test
    void a_mail_server_that_is_down_for_an_hour_loses_nothing() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Channel mail = outposts.add(new ChannelDraft(
                "mail",
                ChannelKind.EMAIL,
                true,
                true,
                "127.0.0.1",
                port,
                MailSecurity.NONE,
                "",
                "zol0@example.com",
                List.of("oncall@example.com"),
                false,
                null));
        outposts.route(MessageRoute.everythingTo(mail.id()));
        for (int minute = 0; minute < 60; minute++) {
            outposts.tell(message(Kind.OPENED, Urgency.WARNING, "alert " + minute));
            outposts.send();
            outposts.pass(Duration.ofMinutes(1));
        }
        assertThat(outposts.all()).extracting(Delivery::state).containsOnly(DeliveryState.WAITING);
        assertThat(outposts.all()).as("bounded").hasSizeLessThanOrEqualTo(Outbox.BURST + 3);
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            outposts.pass(Settling.LONGEST_WAIT.multipliedBy(2));
            outposts.send();
            assertThat(outposts.all()).extracting(Delivery::state).containsOnly(DeliveryState.SENT);
            assertThat(outposts.all().stream().mapToInt(Delivery::count).sum()).isEqualTo(60);
            assertThat(server.getReceivedMessages()).hasSameSizeAs(outposts.all());
        } finally {
            server.stop();
        }
    }

    @Test
    void ten_thousand_alerts_are_a_few_deliveries_of_which_one_counts_the_others() {
        outposts.route(MessageRoute.everythingTo(webhook().id()));
        for (int round = 0; round < 5; round++) {
            int from = round * 2_000;
            outposts.tell(IntStream.range(from, from + 2_000)
                    .mapToObj(
                            i -> message(Kind.OPENED, i % 500 == 7 ? Urgency.CRITICAL : Urgency.WARNING, "alert " + i))
                    .toList());
            outposts.pass(Duration.ofSeconds(10));
        }
        assertThat(outposts.all()).hasSize(Outbox.BURST + 1);
        outposts.pass(Duration.ofMinutes(1));
        outposts.send();
        assertThat(receiver.all).hasSize(Outbox.BURST + 1);
        assertThat(receiver.all.getFirst().json().at("/data/severity").asString())
                .as("the worst come by themselves")
                .isEqualTo("critical");
        Receiver.Got digest = receiver.all.getLast();
        assertThat(digest.json().at("/data/begun").asInt()).isEqualTo(9_980);
        assertThat(digest.json().at("/data/more").asInt()).isEqualTo(9_940);
        assertThat(digest.json().at("/data/alerts")).hasSize(Bundle.MOST_LISTED);
        outposts.tell(IntStream.range(0, 10_000)
                .mapToObj(i -> message(Kind.RESOLVED, Urgency.WARNING, "alert " + i))
                .toList());
        outposts.pass(Duration.ofMinutes(2));
        outposts.send();
        assertThat(outposts.all()).as("the end is bounded too").hasSizeLessThanOrEqualTo(2 * (Outbox.BURST + 1));
        assertThat(outposts.all().stream().mapToInt(Delivery::count).sum()).isEqualTo(20_000);
    }

    @Test
    void a_digest_gathers_for_its_interval_and_is_sent_once() {
        outposts.route(digesting(webhook(), QUARTER));
        outposts.tell(message(Kind.OPENED, Urgency.WARNING, "a"));
        outposts.pass(Duration.ofMinutes(10));
        outposts.tell(message(Kind.OPENED, Urgency.CRITICAL, "b"));
        outposts.tell(message(Kind.RESOLVED, Urgency.WARNING, "a"));
        outposts.send();
        assertThat(receiver.all).isEmpty();
        outposts.pass(Duration.ofMinutes(5));
        outposts.send();
        assertThat(receiver.all).singleElement().satisfies(got -> {
            assertThat(got.json().at("/data/begun").asInt()).isEqualTo(2);
            assertThat(got.json().at("/data/ended").asInt()).isEqualTo(1);
            assertThat(got.json().at("/data/alerts/0/severity").asString()).isEqualTo("critical");
        });
        outposts.tell(message(Kind.OPENED, Urgency.WARNING, "c"));
        assertThat(outposts.all()).hasSize(2);
    }

    @Test
    void what_nobody_takes_in_time_is_passed_on_and_its_end_is_told_there_too() throws Exception {
        try (Receiver pager = Receiver.start()) {
            Channel first = webhook();
            Channel second = outposts.webhook("pager", pager.url("/"));
            outposts.route(escalating(first, second));
            outposts.tell(
                    message(Kind.OPENED, Urgency.CRITICAL, "nobody's"),
                    message(Kind.OPENED, Urgency.CRITICAL, "taken"),
                    message(Kind.OPENED, Urgency.CRITICAL, "over"));
            outposts.pass(Duration.ofMinutes(5));
            outposts.tell(message(Kind.ACKNOWLEDGED, Urgency.CRITICAL, "taken"));
            outposts.tell(message(Kind.RESOLVED, Urgency.CRITICAL, "over"));
            outposts.pass(Duration.ofMinutes(10).minusSeconds(1));
            outposts.escalate();
            outposts.send();
            assertThat(pager.all).isEmpty();
            outposts.pass(Duration.ofSeconds(1));
            outposts.escalate();
            outposts.escalate();
            outposts.send();
            assertThat(pager.all).singleElement().satisfies(got -> {
                assertThat(got.json().get("type").asString()).isEqualTo("alert.escalated");
                assertThat(got.json().at("/data/fingerprint").asString()).isEqualTo("nobody's");
            });
            outposts.tell(message(Kind.RESOLVED, Urgency.CRITICAL, "nobody's"));
            outposts.send();
            assertThat(pager.all.getLast().json().get("type").asString()).isEqualTo("alert.resolved");
        }
    }

    @Test
    void two_routes_to_the_same_channel_tell_it_once_by_the_quicker_of_both() {
        Channel channel = webhook();
        outposts.route(digesting(channel, QUARTER));
        outposts.route(MessageRoute.everythingTo(channel.id()));
        outposts.tell(message(Kind.OPENED, Urgency.WARNING, "a"));
        outposts.send();
        assertThat(receiver.all).hasSize(1);
        assertThat(outposts.all()).hasSize(1);
    }

    @Test
    void a_route_carries_only_in_its_hours() {
        Channel channel = webhook();
        MessageRoute usual = MessageRoute.everythingTo(channel.id());
        Hours night = new Hours(
                EnumSet.allOf(DayOfWeek.class), LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneId.of("Europe/Berlin"));
        outposts.route(new MessageRoute(
                0, true, usual.least(), "", 0, "", night, channel.id(), Duration.ZERO, true, Duration.ZERO, 0, 0));
        outposts.tell(message(Kind.OPENED, Urgency.CRITICAL, "at noon"));
        assertThat(outposts.all()).isEmpty();
        outposts.pass(Duration.ofHours(9));
        outposts.tell(message(Kind.OPENED, Urgency.CRITICAL, "at ten in Berlin"));
        assertThat(outposts.all()).hasSize(1);
    }

    @Test
    void what_waits_for_a_channel_that_is_switched_off_is_given_up() {
        Channel channel = webhook();
        outposts.route(digesting(channel, QUARTER));
        outposts.tell(message(Kind.OPENED, Urgency.WARNING, "a"));
        outposts.switchOff(channel);
        assertThat(outposts.only().state()).isEqualTo(DeliveryState.DEAD);
        assertThat(outposts.only().said()).isEqualTo("The channel was switched off before this was sent.");
        outposts.tell(message(Kind.OPENED, Urgency.WARNING, "b"));
        assertThat(outposts.all()).hasSize(1);
    }

    private Channel webhook() {
        return outposts.webhook("ops", receiver.url("/hook"));
    }

    private static MessageRoute digesting(Channel channel, Duration interval) {
        return new MessageRoute(
                0, true, Urgency.INFO, "", 0, "", Hours.ALWAYS, channel.id(), interval, true, Duration.ZERO, 0, 0);
    }

    private static MessageRoute escalating(Channel first, Channel second) {
        return new MessageRoute(
                0,
                true,
                Urgency.INFO,
                "",
                0,
                "",
                Hours.ALWAYS,
                first.id(),
                Duration.ZERO,
                true,
                QUARTER,
                second.id(),
                0);
    }

    private static Claim only(List<Claim> claims) {
        assertThat(claims).hasSize(1);
        return claims.getFirst();
    }
}
