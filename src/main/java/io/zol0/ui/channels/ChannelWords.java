package io.zol0.ui.channels;

import io.zol0.notify.Attempt;
import io.zol0.notify.Channel;
import io.zol0.notify.ChannelKind;

/** Says of channels what they are. */
final class ChannelWords {
    private ChannelWords() {}

    /** Where a channel leads. */
    static String leads(Channel channel) {
        return switch (channel.kind()) {
            case EMAIL ->
                channel.recipients().isEmpty()
                        ? "whoever asks for e-mail, by %s".formatted(channel.address())
                        : "%s, by %s".formatted(String.join(", ", channel.recipients()), channel.address());
            case TELEGRAM -> "chat %s".formatted(String.join(", ", channel.recipients()));
            case WEBHOOK, PAGERDUTY, SLACK, TEAMS, DISCORD -> channel.address();
        };
    }

    /** What came of a test. */
    static String tested(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Delivered(String said) -> "It arrived. " + said;
            case Attempt.Failed(String said, var notBefore) -> "It did not arrive. " + said;
            case Attempt.Refused(String said) -> "It did not arrive, and would not later. " + said;
        };
    }

    /** What it takes to set one up. */
    static String help(ChannelKind kind) {
        return switch (kind) {
            case EMAIL -> "By a mail server that takes SMTP; each e-mail has text and HTML.";
            case WEBHOOK ->
                "Posts JSON to a URL of yours, signed as Standard Webhooks has it (webhook-id, webhook-timestamp,"
                        + " webhook-signature), so that the receiver knows it is from here and whole.";
            case SLACK -> "Make an incoming webhook in Slack (or Mattermost) and paste its URL.";
            case TEAMS -> "Make a workflow in Teams that starts when a webhook request is received, and paste its URL.";
            case DISCORD -> "Make a webhook in the settings of the Discord channel, and paste its URL.";
            case TELEGRAM -> "Make a bot with BotFather, add it to the chat, and paste its token.";
            case PAGERDUTY ->
                "Add the integration Events API v2 to a service, and paste its key. Each alert triggers, acknowledges and"
                        + " resolves by one key. Services that take the same events have a URL of their own.";
        };
    }

    /** Under the field of the secret. */
    static String secretHelp(ChannelKind kind, boolean kept) {
        if (kept) {
            return "One is kept and shown to nobody. Leave this empty to keep it.";
        }
        return switch (kind) {
            case EMAIL -> "Of the user name; kept sealed and shown to nobody.";
            case WEBHOOK -> "Begins with whsec_. The receiver checks the signature with it; kept sealed.";
            case SLACK -> "Such as https://hooks.slack.com/services/…; whoever has it can post, so it is kept sealed.";
            case TEAMS, DISCORD -> "Whoever has it can post, so it is kept sealed and shown to nobody.";
            case TELEGRAM -> "Such as 123456:ABC-…; kept sealed and shown to nobody.";
            case PAGERDUTY -> "Kept sealed and shown to nobody.";
        };
    }

    static String addressLabel(ChannelKind kind) {
        return kind == ChannelKind.EMAIL ? "Mail server" : "URL";
    }

    static String addressHelp(ChannelKind kind) {
        return switch (kind) {
            case EMAIL -> "Its host, such as smtp.example.com";
            case WEBHOOK -> "Where to post to, such as https://hooks.example.com/zol0";
            case TELEGRAM, PAGERDUTY -> "Leave it as it is, but for a service that takes the same.";
            case SLACK, TEAMS, DISCORD -> "";
        };
    }
}
