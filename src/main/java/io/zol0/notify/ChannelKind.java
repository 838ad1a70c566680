package io.zol0.notify;

/** By what a channel carries messages. */
public enum ChannelKind {
    EMAIL("E-mail", "Password"),
    WEBHOOK("Signed webhook", "Signing secret"),
    SLACK("Slack", "Webhook URL"),
    TEAMS("Microsoft Teams", "Webhook URL"),
    DISCORD("Discord", "Webhook URL"),
    TELEGRAM("Telegram", "Bot token"),
    PAGERDUTY("PagerDuty events", "Routing key");

    private final String words;
    private final String secretWords;

    ChannelKind(String words, String secretWords) {
        this.words = words;
        this.secretWords = secretWords;
    }

    public String words() {
        return words;
    }

    /** What its secret is. */
    public String secretWords() {
        return secretWords;
    }

    /** Whether the whole address is the secret. */
    public boolean hasSecretAddress() {
        return this == SLACK || this == TEAMS || this == DISCORD;
    }

    /** Where messages go if nobody says otherwise; empty where there is nothing usual. */
    public String usualAddress() {
        return switch (this) {
            case TELEGRAM -> "https://api.telegram.org";
            case PAGERDUTY -> "https://events.pagerduty.com/v2/enqueue";
            case EMAIL, WEBHOOK, SLACK, TEAMS, DISCORD -> "";
        };
    }

    /** Whether it has a word for somebody having taken a matter. */
    boolean tellsWhoTookIt() {
        return this == PAGERDUTY || this == WEBHOOK;
    }
}
