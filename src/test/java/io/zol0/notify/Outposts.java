package io.zol0.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.users.Itself;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An outbox in a time of its own, far ahead of the application's, so that nobody but the test sends what is in it. */
final class Outposts {
    static final Instant START = Instant.parse("2090-01-02T12:00:00Z");
    static final Duration LEASE = Duration.ofMinutes(5);

    final Outbox outbox;
    final DeliveryTable table;
    final Settling settling;
    private final Channels channels;
    private final Routes routes;
    private final Deliveries deliveries;
    private final Sender sender;
    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private Instant now = START;

    Outposts(ApplicationContext context) {
        table = context.getBean(DeliveryTable.class);
        channels = context.getBean(Channels.class);
        routes = context.getBean(Routes.class);
        deliveries = context.getBean(Deliveries.class);
        sender = context.getBean(Sender.class);
        database = context.getBean(JdbcClient.class);
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        outbox = new Outbox(table, context.getBean(ToldTable.class), context.getBean(Recipients.class), context, clock);
        settling = new Settling(table, clock, () -> 0.5);
        transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    void begin() {
        now = START;
        database.sql("delete from channel").update();
    }

    Channel webhook(String name, String url) {
        return add(new ChannelDraft(
                name,
                ChannelKind.WEBHOOK,
                true,
                true,
                url,
                0,
                MailSecurity.NONE,
                "",
                "",
                List.of(),
                false,
                NotifyTests.SECRET));
    }

    Channel add(ChannelDraft draft) {
        return NotifyTests.saved(Itself.ask(() -> channels.add(draft)));
    }

    void switchOff(Channel channel) {
        ChannelDraft is = ChannelDraft.of(channel);
        NotifyTests.saved(Itself.ask(() -> channels.change(
                channel.id(),
                channel.version(),
                new ChannelDraft(
                        is.name(),
                        is.kind(),
                        false,
                        is.allowsPrivate(),
                        is.address(),
                        is.port(),
                        is.security(),
                        is.username(),
                        is.sender(),
                        is.recipients(),
                        is.personal(),
                        null))));
    }

    MessageRoute route(MessageRoute route) {
        return NotifyTests.saved(Itself.ask(() -> routes.save(route)));
    }

    void tell(Message... messages) {
        tell(Arrays.asList(messages));
    }

    void tell(List<Message> messages) {
        transaction.executeWithoutResult(status -> outbox.take(messages));
    }

    void escalate() {
        transaction.executeWithoutResult(status -> outbox.escalate());
    }

    List<Claim> claim(int most) {
        return table.claim(most, now, now.plus(LEASE));
    }

    /** Sends what is due until nothing is. */
    void send() {
        for (List<Claim> claims = claim(100); !claims.isEmpty(); claims = claim(100)) {
            for (Claim claim : claims) {
                Attempt attempt = sender.send(claim.target(), claim.webhookId(), claim.bundle());
                transaction.executeWithoutResult(status -> settling.settle(claim, attempt));
            }
        }
    }

    void settle(Claim claim, Attempt attempt) {
        transaction.executeWithoutResult(status -> settling.settle(claim, attempt));
    }

    /** The oldest first. */
    List<Delivery> all() {
        return Itself.ask(() -> deliveries.page(Set.of(), 0, 1_000)).reversed();
    }

    Delivery only() {
        List<Delivery> all = all();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    int sendAgain(long id) {
        return Itself.ask(() -> deliveries.sendAgain(List.of(id)));
    }

    static Message message(Message.Kind kind, Urgency urgency, String fingerprint) {
        return new Message(
                kind,
                urgency,
                new Message.Scope("production", 0, "binance", "GET /depth"),
                "Errors: binance",
                "binance answers 429 to 12 % of calls.",
                "alerts?alert=1",
                fingerprint,
                START);
    }
}
