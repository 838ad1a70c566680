package io.zol0.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way to somebody.
 *
 * @param accountId the person that it is for; 0 for whoever reads the channel
 * @param webhookId the same for every attempt, so that a receiver can tell repeats
 * @param environment empty for none, {@code *} for several
 * @param count how many messages it holds
 * @param tryAt when it is tried next
 * @param endedAt when it was sent or given up; null while it is neither
 * @param said what came of the last attempt; empty before the first
 */
public record Delivery(
        long id,
        long channelId,
        String channelName,
        long accountId,
        DeliveryState state,
        String webhookId,
        String environment,
        Urgency urgency,
        String title,
        int count,
        Instant createdAt,
        Instant tryAt,
        int attempts,
        @Nullable Instant endedAt,
        String said) {}
