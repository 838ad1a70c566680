package io.zol0.notify;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/**
 * Posts to a webhook of Discord.
 *
 * @see <a href="https://docs.discord.com/developers/resources/webhook#execute-webhook">Execute webhook</a>
 */
@Component
class DiscordTransport implements Transport {
    private static final int LONGEST = 2_000;

    private final HookClient client;

    DiscordTransport(HookClient client) {
        this.client = client;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.DISCORD;
    }

    @Override
    public Attempt send(Parcel parcel) {
        // Nobody is mentioned, whatever a text holds.
        Map<String, Object> body = Map.of(
                "content", ChatText.of(parcel, LONGEST, UnaryOperator.identity()),
                "allowed_mentions", Map.of("parse", List.of()));
        return client.post(new Hook(
                URI.create(parcel.secret()),
                Map.of(),
                Json.bytes(body),
                parcel.channel().allowsPrivate()));
    }
}
