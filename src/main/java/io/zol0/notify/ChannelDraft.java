package io.zol0.notify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a channel is to be; see {@link Channel} for the fields.
 *
 * @param secret null to keep the one there is, empty for none
 */
public record ChannelDraft(
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
        @Nullable String secret) {
    public ChannelDraft {
        recipients = List.copyOf(recipients);
    }

    /** One with nothing in it but what is usual. */
    public static ChannelDraft of(ChannelKind kind) {
        return new ChannelDraft(
                "",
                kind,
                true,
                false,
                kind.usualAddress(),
                kind == ChannelKind.EMAIL ? MailSecurity.STARTTLS.usualPort() : 0,
                MailSecurity.STARTTLS,
                "",
                "",
                List.of(),
                false,
                null);
    }

    /** A channel as it is, its secret kept. */
    public static ChannelDraft of(Channel channel) {
        return new ChannelDraft(
                channel.name(),
                channel.kind(),
                channel.enabled(),
                channel.allowsPrivate(),
                channel.address(),
                channel.port(),
                channel.security(),
                channel.username(),
                channel.sender(),
                channel.recipients(),
                channel.personal(),
                null);
    }

    /** Whatever whoever types it sees. */
    @Override
    public String toString() {
        return "ChannelDraft[" + kind + " " + name + "]";
    }
}
