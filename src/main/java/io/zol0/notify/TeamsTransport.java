package io.zol0.notify;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Posts an Adaptive Card to a workflow of Microsoft Teams that starts when a webhook request is received.
 *
 * @see <a href="https://adaptivecards.io/explorer/">Adaptive Cards</a>
 */
@Component
class TeamsTransport implements Transport {
    private static final int LONGEST_LINE = 300;
    private static final int MOST_LINES = 20;

    private final HookClient client;

    TeamsTransport(HookClient client) {
        this.client = client;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.TEAMS;
    }

    @Override
    public Attempt send(Parcel parcel) {
        Map<String, Object> body = Map.of(
                "type",
                "message",
                "attachments",
                List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card(parcel))));
        return client.post(new Hook(
                URI.create(parcel.secret()),
                Map.of(),
                Json.bytes(body),
                parcel.channel().allowsPrivate()));
    }

    private static Map<String, Object> card(Parcel parcel) {
        Bundle bundle = parcel.bundle();
        List<Map<String, Object>> blocks = new ArrayList<>();
        String link;
        if (bundle.count() == 1) {
            Message message = bundle.listed().getFirst();
            blocks.add(heading(Wording.title(message)));
            blocks.add(line(message.sentence()));
            link = parcel.link(message);
        } else {
            blocks.add(heading(Wording.summary(bundle)));
            List<Message> listed = bundle.listed()
                    .subList(0, Math.min(MOST_LINES, bundle.listed().size()));
            listed.forEach(message -> blocks.add(line(Wording.shortened(Wording.title(message), LONGEST_LINE))));
            int more = bundle.count() - listed.size();
            if (more > 0) {
                blocks.add(line("and %,d more".formatted(more)));
            }
            link = parcel.linkToAll();
        }
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.4");
        card.put("body", blocks);
        card.put("actions", List.of(Map.of("type", "Action.OpenUrl", "title", "Open in ZoL0", "url", link)));
        return card;
    }

    private static Map<String, Object> heading(String text) {
        return Map.of("type", "TextBlock", "text", escaped(text), "weight", "Bolder", "wrap", true);
    }

    private static Map<String, Object> line(String text) {
        return Map.of("type", "TextBlock", "text", escaped(text), "wrap", true);
    }

    /** A text block takes some Markdown; links are what harms. */
    private static String escaped(String text) {
        return text.replace("[", "\\[").replace("]", "\\]");
    }
}
