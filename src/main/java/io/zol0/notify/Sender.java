package io.zol0.notify;

import io.zol0.home.BrokenSeal;
import io.zol0.home.Secret;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Hands a bundle to the transport of its channel, whose secret it opens for that alone. */
@Component
class Sender {
    private static final Logger log = LoggerFactory.getLogger(Sender.class);

    private final ChannelRepository channels;
    private final Map<ChannelKind, Transport> transports = new EnumMap<>(ChannelKind.class);
    private final People people;
    private final Secret secret;
    private final ConsoleAddress console;
    private final Clock clock;

    Sender(
            ChannelRepository channels,
            List<Transport> transports,
            People people,
            Secret secret,
            ConsoleAddress console,
            Clock clock) {
        this.channels = channels;
        transports.forEach(transport -> this.transports.put(transport.kind(), transport));
        this.people = people;
        this.secret = secret;
        this.console = console;
        this.clock = clock;
    }

    /** What the secret of a channel is sealed for. */
    static String purpose(long channelId) {
        return "channel/" + channelId;
    }

    boolean isOpen(long channelId) {
        return channels.findById(channelId)
                .map(ChannelEntity::toChannel)
                .filter(Channel::enabled)
                .isPresent();
    }

    Attempt send(Target target, String webhookId, Bundle bundle) {
        return send(target, List.of(), webhookId, bundle);
    }

    /** @param named addresses in the place of the channel's own; empty for those */
    Attempt send(Target target, List<String> named, String webhookId, Bundle bundle) {
        ChannelEntity entity = channels.findById(target.channelId()).orElse(null);
        if (entity == null) {
            return new Attempt.Refused("The channel is gone.");
        }
        Channel channel = entity.toChannel();
        Optional<List<String>> recipients = named.isEmpty() ? recipients(target, channel) : Optional.of(named);
        if (recipients.isEmpty()) {
            return new Attempt.Refused("Whom it is for wants no e-mails any more, or may not sign in.");
        }
        Transport transport = transports.get(channel.kind());
        if (transport == null) {
            return new Attempt.Refused(
                    "ZoL0 cannot send by %s.".formatted(channel.kind().words()));
        }
        try {
            return transport.send(new Parcel(
                    channel,
                    opened(entity.sealedSecret(), channel),
                    recipients.get(),
                    webhookId,
                    bundle,
                    clock.instant(),
                    console.url()));
        } catch (BrokenSeal e) {
            return new Attempt.Refused(
                    "The channel's secret cannot be opened; type it again in the channel's settings.");
        } catch (RuntimeException e) {
            log.warn("Sending by the channel {} went wrong.", channel.name(), e);
            return new Attempt.Failed("Something went wrong within ZoL0; its log says what.", null);
        }
    }

    private Optional<List<String>> recipients(Target target, Channel channel) {
        return target.accountId() == 0
                ? Optional.of(channel.recipients())
                : people.addressOf(target.accountId()).map(List::of);
    }

    private String opened(@Nullable String sealed, Channel channel) {
        return sealed == null ? "" : secret.open(purpose(channel.id()), sealed);
    }
}
