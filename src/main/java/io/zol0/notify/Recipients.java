package io.zol0.notify;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Who hears of a message, by the routes as they are now. */
@Component
class Recipients {
    private final RouteRepository routes;
    private final ChannelRepository channels;

    Recipients(RouteRepository routes, ChannelRepository channels) {
        this.routes = routes;
        this.channels = channels;
    }

    /** The routes at a moment, to be asked about many messages. */
    Now now(Instant at) {
        Map<Long, Channel> open = open();
        List<MessageRoute> all = routes.findAllByOrderById().stream()
                .map(RouteEntity::toRoute)
                .filter(route -> route.enabled() && open.containsKey(route.channelId()))
                .toList();
        return new Now(at, all, open);
    }

    private Map<Long, Channel> open() {
        return channels.findAllByOrderByName().stream()
                .map(ChannelEntity::toChannel)
                .filter(Channel::enabled)
                .collect(Collectors.toMap(Channel::id, channel -> channel));
    }

    /**
     * Who hears of what at a moment.
     *
     * @param open the channels that are switched on, by id
     */
    record Now(Instant at, List<MessageRoute> routes, Map<Long, Channel> open) {
        Collection<Hearer> of(Message message) {
            Map<Target, Hearer> hearers = new LinkedHashMap<>();
            for (MessageRoute route : routes) {
                if (route.carries(message, at)) {
                    Hearer hearer = new Hearer(
                            Target.channel(route.channelId()),
                            Gathering.digest(route.digest()),
                            route.tellsEnd(),
                            route.escalateAfter(),
                            route.escalateChannelId());
                    hearers.merge(hearer.target(), hearer, Hearer::with);
                }
            }
            return hearers.values();
        }

        boolean isOpen(long channelId) {
            return open.containsKey(channelId);
        }

        boolean tellsWhoTookIt(long channelId) {
            Channel channel = open.get(channelId);
            return channel != null && channel.kind().tellsWhoTookIt();
        }
    }
}
