package io.zol0.notify;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A route as it is kept. */
@Entity
@Table(name = "message_route")
class RouteEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private boolean enabled;

    @Enumerated(EnumType.STRING)
    private Urgency least;

    private String environment;
    private @Nullable Long upstreamId;
    private String endpoints;
    private int days;
    private int fromMinute;
    private int untilMinute;
    private String zone;
    private long channelId;
    private long digestSeconds;
    private boolean tellsEnd;
    private long escalateSeconds;
    private @Nullable Long escalateChannelId;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected RouteEntity() {}

    /** A route that {@link RouteRules} found right. */
    @SuppressWarnings("NullAway.Init")
    RouteEntity(MessageRoute route) {
        become(route);
    }

    void become(MessageRoute route) {
        enabled = route.enabled();
        least = route.least();
        environment = route.environment();
        upstreamId = route.upstreamId() == 0 ? null : route.upstreamId();
        endpoints = route.endpoints();
        days = route.hours().dayBits();
        fromMinute = route.hours().from().toSecondOfDay() / 60;
        untilMinute = route.hours().until().toSecondOfDay() / 60;
        zone = route.hours().zone().getId();
        channelId = route.channelId();
        digestSeconds = route.digest().toSeconds();
        tellsEnd = route.tellsEnd();
        escalateSeconds = route.escalateAfter().toSeconds();
        escalateChannelId = route.escalateChannelId() == 0 ? null : route.escalateChannelId();
    }

    MessageRoute toRoute() {
        return new MessageRoute(
                id == null ? 0 : id,
                enabled,
                least,
                environment,
                upstreamId == null ? 0 : upstreamId,
                endpoints,
                new Hours(
                        Hours.daysOf(days),
                        LocalTime.ofSecondOfDay(fromMinute * 60L),
                        LocalTime.ofSecondOfDay(untilMinute * 60L),
                        ZoneId.of(zone)),
                channelId,
                Duration.ofSeconds(digestSeconds),
                tellsEnd,
                Duration.ofSeconds(escalateSeconds),
                escalateChannelId == null ? 0 : escalateChannelId,
                version);
    }
}
