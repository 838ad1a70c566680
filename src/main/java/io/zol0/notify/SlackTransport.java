package io.zol0.notify;

import java.net.URI;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Posts to an incoming webhook of Slack, or of what takes the same, such as Mattermost.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text">Formatting of message text</a>
 */
@Component
class SlackTransport implements Transport {
    private static final int LONGEST = 3_900;

    private final HookClient client;

    SlackTransport(HookClient client) {
        this.client = client;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.SLACK;
    }

    @Override
    public Attempt send(Parcel parcel) {
        Map<String, Object> body =
                Map.of("text", ChatText.of(parcel, LONGEST, SlackTransport::escaped), "unfurl_links", false);
        return client.post(new Hook(
                URI.create(parcel.secret()),
                Map.of(),
                Json.bytes(body),
                parcel.channel().allowsPrivate()));
    }

    /** So that no text calls everybody or makes a link. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
