package io.zol0.notify;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/**
 * Sends by a bot of Telegram, in plain text.
 *
 * @see <a href="https://core.telegram.org/bots/api#sendmessage">sendMessage</a>
 */
@Component
class TelegramTransport implements Transport {
    private static final int LONGEST = 4_096;

    private final HookClient client;

    TelegramTransport(HookClient client) {
        this.client = client;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.TELEGRAM;
    }

    @Override
    public Attempt send(Parcel parcel) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("chat_id", parcel.recipients().getFirst());
        body.put("text", ChatText.of(parcel, LONGEST, UnaryOperator.identity()));
        body.put("link_preview_options", Map.of("is_disabled", true));
        String base = parcel.channel().address().replaceFirst("/+$", "");
        return client.post(new Hook(
                URI.create(base + "/bot" + parcel.secret() + "/sendMessage"),
                Map.of(),
                Json.bytes(body),
                parcel.channel().allowsPrivate()));
    }
}
