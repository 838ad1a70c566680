package io.zol0.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.boot.http.client.InetAddressFilter;

/** Parcels and clients for tests of transports. */
final class Parcels {
    static final String CONSOLE = "https://zol0.example.com/";
    static final InetAddressFilter PUBLIC_ONLY = InetAddressFilter.externalAddresses();

    private Parcels() {}

    static HookClient client(InetAddressFilter open, Duration patience) {
        return new HookClient(
                new OutgoingSockets(open), new Trust(NotifySettings.DEFAULTS), Clock.systemUTC(), patience);
    }

    static Channel channel(ChannelKind kind, String address, boolean allowsPrivate) {
        return new Channel(
                7,
                "ops",
                kind,
                true,
                allowsPrivate,
                address,
                0,
                MailSecurity.NONE,
                "",
                "zol0@example.com",
                List.of("-100123"),
                false,
                true,
                0);
    }

    static Parcel parcel(Channel channel, String secret, Bundle bundle) {
        return new Parcel(channel, secret, channel.recipients(), "msg_1", bundle, Instant.now(), CONSOLE);
    }

    static Message message(Message.Kind kind, Urgency urgency, String sentence, int number) {
        return new Message(
                kind,
                urgency,
                new Message.Scope("production", 3, "binance", "GET /depth"),
                "Errors: binance " + number,
                sentence,
                "alerts?alert=" + number,
                "rule/" + number,
                Instant.parse("2026-11-26T12:00:00Z").plusSeconds(number));
    }

    static Bundle one(Message.Kind kind) {
        return Bundle.of(message(kind, Urgency.CRITICAL, "12 % of calls fail.", 1));
    }

    static Bundle many(int count) {
        return Bundle.gathering(IntStream.range(0, count)
                .mapToObj(i -> message(
                        Message.Kind.OPENED,
                        i % 100 == 0 ? Urgency.CRITICAL : Urgency.WARNING,
                        "%d %% of calls fail.".formatted(i % 100),
                        i))
                .toList());
    }
}
