package io.zol0.notify;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Posts to any receiver, signed. */
@Component
class WebhookTransport implements Transport {
    private final HookClient client;

    WebhookTransport(HookClient client) {
        this.client = client;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.WEBHOOK;
    }

    @Override
    public Attempt send(Parcel parcel) {
        byte[] body = Json.bytes(body(parcel));
        return client.post(new Hook(
                URI.create(parcel.channel().address()),
                WebhookSignature.fields(parcel.secret(), parcel.webhookId(), parcel.at(), body),
                body,
                parcel.channel().allowsPrivate()));
    }

    private static Map<String, Object> body(Parcel parcel) {
        Bundle bundle = parcel.bundle();
        Map<String, Object> body = new LinkedHashMap<>();
        if (bundle.gathered()) {
            body.put("type", "alert.digest");
            body.put("timestamp", parcel.at().toString());
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("title", Wording.title(bundle));
            data.put("begun", bundle.begun());
            data.put("ended", bundle.ended());
            data.put("more", bundle.more());
            List<Map<String, Object>> listed =
                    bundle.listed().stream().map(each -> data(parcel, each)).toList();
            data.put("alerts", listed);
            body.put("data", data);
        } else {
            Message message = bundle.listed().getFirst();
            body.put("type", type(message));
            body.put("timestamp", message.at().toString());
            body.put("data", data(parcel, message));
        }
        return body;
    }

    private static String type(Message message) {
        return switch (message.kind()) {
            case TEST, REPORT -> message.kind().words();
            case OPENED, ESCALATED, ACKNOWLEDGED, RESOLVED ->
                "alert." + message.kind().words();
        };
    }

    private static Map<String, Object> data(Parcel parcel, Message message) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", message.kind().words());
        data.put("severity", message.urgency().words());
        data.put("title", message.title());
        data.put("sentence", message.sentence());
        data.put("environment", message.scope().environment());
        data.put("upstream", message.scope().upstream());
        data.put("endpoint", message.scope().endpoint());
        data.put("fingerprint", message.fingerprint());
        data.put("link", parcel.link(message));
        data.put("at", message.at().toString());
        return data;
    }
}
