package io.zol0.notify;

import java.util.List;

/**
 * A way by which messages leave ZoL0, without its secret.
 *
 * @param allowsPrivate whether its address may be of this machine or a private network
 * @param address a URL; the host of a mail server; of a secret URL its beginning
 * @param port of a mail server, else 0
 * @param username to sign in to a mail server; empty for no sign-in
 * @param sender of e-mails
 * @param recipients addresses of e-mails; of Telegram the chat
 * @param personal whether it also carries the e-mails that people ask for under My account
 * @param hasSecret whether a secret is kept
 */
public record Channel(
        long id,
        String name,
        ChannelKind kind,
        boolean enabled,
        boolean allowsPrivate,
        String address,
        int port,
        MailSecurity security,
        String username,
        String sender,
        List<String> recipients,
        boolean personal,
        boolean hasSecret,
        long version) {
    public Channel {
        recipients = List.copyOf(recipients);
    }
}
