package io.zol0.notify;

import java.net.URI;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Sends events that trigger, acknowledge and resolve, each matter by its own key. Of a bundle each listed message is an event of
 * its own, and those that are only counted are one together, which ends with the first bundle that tells of nothing but ends.
 *
 * @see <a href="https://developer.pagerduty.com/docs/send-alert-event">Events API v2</a>
 */
@Component
class PagerDutyTransport implements Transport {
    private static final int LONGEST_SUMMARY = 1_024;
    private static final String STORM = "zol0/storm";

    private final HookClient client;

    PagerDutyTransport(HookClient client) {
        this.client = client;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.PAGERDUTY;
    }

    @Override
    public Attempt send(Parcel parcel) {
        Bundle bundle = parcel.bundle();
        Attempt last = new Attempt.Delivered("Nothing to send.");
        // In the order in which they came, so that an end does not overtake its beginning.
        List<Message> inOrder = bundle.listed().stream()
                .sorted(Comparator.comparing(Message::at))
                .toList();
        for (Message message : inOrder) {
            last = post(parcel, event(parcel, message));
            if (message.kind() == Message.Kind.TEST && last instanceof Attempt.Delivered) {
                last = post(parcel, event(parcel, message.as(Message.Kind.RESOLVED, parcel.at())));
            }
            if (!(last instanceof Attempt.Delivered)) {
                return last;
            }
        }
        return bundle.more() == 0 ? last : post(parcel, storm(parcel));
    }

    private Attempt post(Parcel parcel, Map<String, Object> event) {
        return client.post(new Hook(
                URI.create(parcel.channel().address()),
                Map.of(),
                Json.bytes(event),
                parcel.channel().allowsPrivate()));
    }

    private static Map<String, Object> event(Parcel parcel, Message message) {
        String key = "zol0/" + message.fingerprint();
        return switch (message.kind()) {
            case OPENED, ESCALATED, REPORT, TEST -> {
                Map<String, Object> event = event(parcel, "trigger", key);
                event.put(
                        "payload",
                        payload(
                                message.sentence(),
                                message.scope().upstream().isEmpty()
                                        ? "ZoL0"
                                        : message.scope().upstream(),
                                message.urgency(),
                                message));
                event.put("links", List.of(Map.of("href", parcel.link(message), "text", "Open in ZoL0")));
                yield event;
            }
            case ACKNOWLEDGED -> event(parcel, "acknowledge", key);
            case RESOLVED -> event(parcel, "resolve", key);
        };
    }

    private static Map<String, Object> storm(Parcel parcel) {
        Bundle bundle = parcel.bundle();
        if (bundle.begun() == 0) {
            return event(parcel, "resolve", STORM);
        }
        Map<String, Object> event = event(parcel, "trigger", STORM);
        event.put(
                "payload",
                Map.of(
                        "summary",
                                "%s at once, %,d of them not sent one by one"
                                        .formatted(Wording.summary(bundle), bundle.more()),
                        "source", "ZoL0",
                        "severity", bundle.urgency().words()));
        event.put("links", List.of(Map.of("href", parcel.linkToAll(), "text", "Open in ZoL0")));
        return event;
    }

    private static Map<String, Object> event(Parcel parcel, String action, String key) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("routing_key", parcel.secret());
        event.put("event_action", action);
        event.put("dedup_key", Wording.shortened(key, 255));
        event.put("client", "ZoL0");
        event.put("client_url", parcel.console());
        return event;
    }

    private static Map<String, Object> payload(String summary, String source, Urgency urgency, Message message) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("summary", Wording.shortened(summary, LONGEST_SUMMARY));
        payload.put("source", source);
        payload.put("severity", urgency.words());
        payload.put("timestamp", message.at().toString());
        payload.put("class", message.title());
        payload.put("group", message.scope().environment());
        return payload;
    }
}
