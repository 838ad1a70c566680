package io.zol0.api;

import io.zol0.notify.Channel;
import io.zol0.notify.ChannelDraft;
import io.zol0.notify.ChannelKind;
import io.zol0.notify.MailSecurity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel as the REST API has it; see {@link Channel} for the fields. What is left out of a request gets its default; name and
 * kind are needed.
 *
 * @param id in answers; a request may leave it out
 * @param secret in requests only: left out to keep the one there is, empty for none
 * @param hasSecret in answers: whether one is kept; a request may leave it out
 */
record ChannelBody(
        @Nullable Long id,
        @Nullable String name,
        @Nullable ChannelKind kind,
        @Nullable Boolean enabled,
        @Nullable Boolean allowsPrivate,
        @Nullable String address,
        @Nullable Integer port,
        @Nullable MailSecurity security,
        @Nullable String username,
        @Nullable String sender,
        @Nullable List<@Nullable String> recipients,
        @Nullable Boolean personal,
        @Nullable String secret,
        @Nullable Boolean hasSecret) {

    static ChannelBody of(Channel channel) {
        boolean mail = channel.kind() == ChannelKind.EMAIL;
        return new ChannelBody(
                channel.id(),
                channel.name(),
                channel.kind(),
                channel.enabled(),
                channel.allowsPrivate(),
                channel.address(),
                mail ? channel.port() : null,
                mail ? channel.security() : null,
                mail ? channel.username() : null,
                mail ? channel.sender() : null,
                List.copyOf(channel.recipients()),
                mail ? channel.personal() : null,
                null,
                channel.hasSecret());
    }

    /**
     * The channel that it asks for.
     *
     * @throws Unfit where something needed is missing
     */
    ChannelDraft toDraft() {
        Needs needs = new Needs();
        ChannelKind of = needs.of(kind, "kind", ChannelKind.WEBHOOK);
        MailSecurity safe = security == null ? MailSecurity.STARTTLS : security;
        boolean mail = of == ChannelKind.EMAIL;
        ChannelDraft draft = new ChannelDraft(
                needs.of(name, "name", ""),
                of,
                enabled == null || enabled,
                Boolean.TRUE.equals(allowsPrivate),
                address == null || of.hasSecretAddress() ? of.usualAddress() : address,
                !mail ? 0 : port == null ? safe.usualPort() : port,
                safe,
                mail && username != null ? username : "",
                mail && sender != null ? sender : "",
                needs.each(recipients, "recipients", "", (each, place) -> each),
                mail && Boolean.TRUE.equals(personal),
                secret);
        needs.requireNoneMissing();
        return draft;
    }

    /** Never with its secret. */
    @Override
    public String toString() {
        return "ChannelBody[" + kind + " " + name + "]";
    }
}
