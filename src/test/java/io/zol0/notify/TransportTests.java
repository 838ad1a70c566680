package io.zol0.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.notify.Attempt.Delivered;
import io.zol0.notify.Attempt.Failed;
import io.zol0.notify.Attempt.Refused;
import io.zol0.notify.Message.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What all transports by HTTP have in common, and what each makes of a message. */
class TransportTests {
    private static final String SECRET = WebhookSignature.newSecret();

    private final HookClient client = Parcels.client(Parcels.PUBLIC_ONLY, Duration.ofSeconds(5));
    private Receiver receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = Receiver.start();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @ParameterizedTest
    @EnumSource(value = ChannelKind.class, mode = EnumSource.Mode.EXCLUDE, names = "EMAIL")
    void every_kind_of_message_is_carried_and_failures_are_told(ChannelKind kind) {
        for (Kind told : Kind.values()) {
            assertThat(send(kind, Parcels.one(told))).as("%s", told).isInstanceOf(Delivered.class);
        }
        assertThat(send(kind, Parcels.many(10_000))).isInstanceOf(Delivered.class);
        receiver.answers(Receiver.status(503, "away"));
        assertThat(send(kind, Parcels.one(Kind.OPENED))).isEqualTo(new Failed("Answered 503: away", null));
        receiver.answers(Receiver.status(403, "who are you"));
        assertThat(send(kind, Parcels.one(Kind.OPENED))).isEqualTo(new Refused("Answered 403: who are you"));
    }

    @ParameterizedTest
    @EnumSource(value = ChannelKind.class, mode = EnumSource.Mode.EXCLUDE, names = "EMAIL")
    void no_kind_reaches_this_machine_unless_its_channel_allows_it(ChannelKind kind) {
        Channel channel = Parcels.channel(kind, receiver.url("/hook"), false);
        assertThat(transport(kind).send(Parcels.parcel(channel, secret(kind), Parcels.one(Kind.OPENED))))
                .isInstanceOf(Refused.class);
        assertThat(receiver.all).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ChannelKind.class,
            names = {"SLACK", "DISCORD", "TELEGRAM"})
    void a_storm_fits_into_what_a_chat_takes_and_says_how_many_more_there_are(ChannelKind kind) {
        send(kind, Parcels.many(10_000));
        String field = kind == ChannelKind.DISCORD ? "/content" : "/text";
        String text = last().at(field).asString();
        assertThat(text).startsWith("10,000 alerts\n• critical: ").hasSizeLessThanOrEqualTo(4_096);
        long listed = text.lines().filter(line -> line.startsWith("• ")).count();
        assertThat(text).contains("and %,d more".formatted(10_000 - listed));
        assertThat(text).endsWith(Parcels.CONSOLE + "alerts");
    }

    @Test
    void a_webhook_is_signed_as_standard_webhooks_wants_it_and_a_digest_counts_what_it_does_not_list() {
        send(ChannelKind.WEBHOOK, Parcels.many(10_000));
        Receiver.Got got = receiver.all.getLast();
        assertThat(got.isSignedWith(SECRET)).isTrue();
        assertThat(got.isSignedWith(WebhookSignature.newSecret())).isFalse();
        assertThat(got.id()).isEqualTo("msg_1");
        assertThat(got.json().get("type").asString()).isEqualTo("alert.digest");
        assertThat(got.json().at("/data/more").asInt()).isEqualTo(9_960);
        assertThat(got.json().at("/data/alerts")).hasSize(40);
        assertThat(got.json().at("/data/alerts/39/severity").asString()).isEqualTo("critical");
    }

    @Test
    void slack_calls_nobody_by_what_others_wrote() {
        send(ChannelKind.SLACK, says("<!channel> & <https://evil.example|click>"));
        assertThat(last().get("text").asString())
                .contains("&lt;!channel&gt; &amp; &lt;https://evil.example|click&gt;")
                .contains("https://zol0.example.com/alerts?alert=1");
    }

    @Test
    void discord_mentions_nobody() {
        send(ChannelKind.DISCORD, says("@everyone look"));
        assertThat(last().at("/allowed_mentions/parse").isEmpty()).isTrue();
        assertThat(last().at("/allowed_mentions").has("parse")).isTrue();
    }

    @Test
    void teams_gets_a_card_with_a_button() {
        send(ChannelKind.TEAMS, says("[click](https://evil.example)"));
        JsonNode card = last().at("/attachments/0/content");
        assertThat(card.get("type").asString()).isEqualTo("AdaptiveCard");
        assertThat(card.at("/body/1/text").asString()).isEqualTo("\\[click\\](https://evil.example)");
        assertThat(card.at("/actions/0/url").asString()).isEqualTo("https://zol0.example.com/alerts?alert=1");
    }

    @Test
    void telegram_is_asked_as_the_bot_for_the_chat() {
        send(ChannelKind.TELEGRAM, Parcels.one(Kind.OPENED));
        assertThat(receiver.all.getLast().path()).isEqualTo("/hook/bot123:abc/sendMessage");
        assertThat(last().get("chat_id").asString()).isEqualTo("-100123");
        assertThat(last().get("text").asString()).startsWith("critical: Errors: binance 1\n12 % of calls fail.");
    }

    @Test
    void pagerduty_hears_beginning_taking_and_end_by_one_key() {
        for (Kind kind : List.of(Kind.OPENED, Kind.ACKNOWLEDGED, Kind.RESOLVED)) {
            send(ChannelKind.PAGERDUTY, Parcels.one(kind));
        }
        assertThat(receiver.all)
                .extracting(got -> got.json().get("event_action").asString())
                .containsExactly("trigger", "acknowledge", "resolve");
        assertThat(receiver.all)
                .extracting(got -> got.json().get("dedup_key").asString())
                .containsOnly("zol0/rule/1");
        JsonNode first = receiver.all.getFirst().json();
        assertThat(first.get("routing_key").asString()).isEqualTo("R0UT1NGKEY");
        assertThat(first.at("/payload/severity").asString()).isEqualTo("critical");
        assertThat(first.at("/payload/source").asString()).isEqualTo("binance");
        assertThat(first.at("/payload/summary").asString()).isEqualTo("12 % of calls fail.");
    }

    @Test
    void a_test_leaves_no_incident_open_at_pagerduty() {
        send(ChannelKind.PAGERDUTY, Parcels.one(Kind.TEST));
        assertThat(receiver.all)
                .extracting(got -> got.json().get("event_action").asString())
                .containsExactly("trigger", "resolve");
    }

    @Test
    void pagerduty_gets_an_event_for_each_that_is_listed_and_one_for_all_others() {
        send(ChannelKind.PAGERDUTY, Parcels.many(10_000));
        assertThat(receiver.all).hasSize(41);
        assertThat(last().at("/payload/summary").asString())
                .isEqualTo("10,000 alerts at once, 9,960 of them not sent one by one");
        assertThat(last().get("dedup_key").asString()).isEqualTo("zol0/storm");
    }

    private Attempt send(ChannelKind kind, Bundle bundle) {
        Channel channel = Parcels.channel(kind, receiver.url("/hook"), true);
        return transport(kind).send(Parcels.parcel(channel, secret(kind), bundle));
    }

    private JsonNode last() {
        return receiver.all.getLast().json();
    }

    private static Bundle says(String sentence) {
        return Bundle.of(Parcels.message(Kind.OPENED, Urgency.WARNING, sentence, 1));
    }

    private String secret(ChannelKind kind) {
        return switch (kind) {
            case WEBHOOK -> SECRET;
            case SLACK, DISCORD, TEAMS -> receiver.url("/services/T0/B0/x");
            case TELEGRAM -> "123:abc";
            case PAGERDUTY -> "R0UT1NGKEY";
            case EMAIL -> "";
        };
    }

    private Transport transport(ChannelKind kind) {
        return Stream.<Transport>of(
                        new WebhookTransport(client),
                        new SlackTransport(client),
                        new DiscordTransport(client),
                        new TeamsTransport(client),
                        new TelegramTransport(client),
                        new PagerDutyTransport(client))
                .filter(each -> each.kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
