package io.zol0.notify;

import java.time.Instant;
import java.util.List;

/**
 * What a transport carries.
 *
 * @param secret the channel's, opened; empty for none
 * @param recipients of an e-mail, or the chat
 * @param webhookId the same for every attempt
 * @param console where the console is, with a slash at the end
 */
record Parcel(
        Channel channel,
        String secret,
        List<String> recipients,
        String webhookId,
        Bundle bundle,
        Instant at,
        String console) {
    Parcel {
        recipients = List.copyOf(recipients);
    }

    String link(Message message) {
        return console + message.link();
    }

    /** Where all of them are. */
    String linkToAll() {
        return console + "alerts";
    }

    /** Never with its secret. */
    @Override
    public String toString() {
        return "Parcel[" + webhookId + " by " + channel.name() + "]";
    }
}
