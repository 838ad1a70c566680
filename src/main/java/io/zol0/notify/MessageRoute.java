package io.zol0.notify;

import java.time.Duration;
import java.time.Instant;

/**
 * Which messages go by which channel.
 *
 * @param environment empty for any
 * @param upstreamId 0 for any
 * @param endpoints a pattern in which {@code *} stands for anything; empty for any
 * @param hours outside of which it carries nothing
 * @param digest how long messages are gathered before they are sent together; zero to send each at once
 * @param tellsEnd whether it also says that something is over
 * @param escalateAfter how long nobody may take it before it goes by another channel too; zero for never
 * @param escalateChannelId 0 for none
 */
public record MessageRoute(
        long id,
        boolean enabled,
        Urgency least,
        String environment,
        long upstreamId,
        String endpoints,
        Hours hours,
        long channelId,
        Duration digest,
        boolean tellsEnd,
        Duration escalateAfter,
        long escalateChannelId,
        long version) {

    /** One for everything that is at least a warning, at once. */
    public static MessageRoute everythingTo(long channelId) {
        return new MessageRoute(
                0, true, Urgency.WARNING, "", 0, "", Hours.ALWAYS, channelId, Duration.ZERO, true, Duration.ZERO, 0, 0);
    }

    /** The same, to be saved from another version. */
    public MessageRoute at(long otherVersion) {
        return new MessageRoute(
                id,
                enabled,
                least,
                environment,
                upstreamId,
                endpoints,
                hours,
                channelId,
                digest,
                tellsEnd,
                escalateAfter,
                escalateChannelId,
                otherVersion);
    }

    boolean carries(Message message, Instant at) {
        Message.Scope scope = message.scope();
        return enabled
                && message.urgency().compareTo(least) >= 0
                && (environment.isEmpty() || environment.equals(scope.environment()))
                && (upstreamId == 0 || upstreamId == scope.upstreamId())
                && (endpoints.isEmpty() || Wildcards.fit(endpoints, scope.endpoint()))
                && hours.contains(at);
    }
}
