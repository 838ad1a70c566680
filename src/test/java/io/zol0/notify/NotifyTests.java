package io.zol0.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.zol0.ApplicationTest;
import io.zol0.users.Itself;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ApplicationTest
class NotifyTests {
    static final String SECRET = WebhookSignature.newSecret();

    @Autowired
    private Channels channels;

    @Autowired
    private Routes routes;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private Notifier notifier;

    @Autowired
    private JdbcClient database;

    @Autowired
    private PlatformTransactionManager transactions;

    private Receiver receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = Receiver.start();
    }

    @AfterEach
    void tidy() {
        receiver.close();
        database.sql("delete from channel").update();
    }

    @Test
    void a_message_comes_signed_and_is_seen_as_sent() throws Exception {
        route(webhook("ops"));
        tell(opened("rule/1", Urgency.CRITICAL));
        Receiver.Got got = receiver.next();
        assertThat(got.isSignedWith(SECRET)).isTrue();
        assertThat(got.json().get("type").asString()).isEqualTo("alert.opened");
        assertThat(got.json().at("/data/sentence").asString()).isEqualTo("binance answers 429 to 12 % of calls.");
        assertThat(got.json().at("/data/link").asString())
                .startsWith("http://localhost:")
                .endsWith("/alerts?alert=1");
        await().untilAsserted(() -> assertThat(all()).singleElement().satisfies(delivery -> {
            assertThat(delivery.state()).isEqualTo(DeliveryState.SENT);
            assertThat(delivery.said()).isEqualTo("Answered 200: thanks");
            assertThat(delivery.title()).isEqualTo("critical: Errors: binance");
            assertThat(delivery.webhookId()).isEqualTo(got.id());
        }));
    }

    @Test
    void what_is_rolled_back_is_never_sent_and_nothing_is_taken_outside_of_a_transaction() {
        route(webhook("ops"));
        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            notifier.tell(List.of(opened("rule/1", Urgency.CRITICAL)));
            transaction.setRollbackOnly();
        });
        assertThat(all()).isEmpty();
        assertThatThrownBy(() -> notifier.tell(List.of(opened("rule/1", Urgency.CRITICAL))))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    private List<Delivery> all() {
        return Itself.ask(() -> deliveries.page(Set.of(), 0, 100));
    }

    private void tell(Message... messages) {
        new TransactionTemplate(transactions).executeWithoutResult(transaction -> notifier.tell(List.of(messages)));
    }

    private Channel webhook(String name) {
        ChannelDraft draft = new ChannelDraft(
                name,
                ChannelKind.WEBHOOK,
                true,
                true,
                receiver.url("/hook"),
                0,
                MailSecurity.STARTTLS,
                "",
                "",
                List.of(),
                false,
                SECRET);
        return saved(Itself.ask(() -> channels.add(draft)));
    }

    private void route(Channel channel) {
        saved(Itself.ask(() -> routes.save(MessageRoute.everythingTo(channel.id()))));
    }

    static <T> T saved(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Saved.class);
        return ((Outcome.Saved<T>) outcome).now();
    }

    static Message opened(String fingerprint, Urgency urgency) {
        return new Message(
                Message.Kind.OPENED,
                urgency,
                new Message.Scope("production", 0, "binance", "GET /depth"),
                "Errors: binance",
                "binance answers 429 to 12 % of calls.",
                "alerts?alert=1",
                fingerprint,
                Instant.now());
    }
}
