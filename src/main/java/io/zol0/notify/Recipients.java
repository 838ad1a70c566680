package io.zol0.notify;

import io.zol0.notify.People.Person;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Who hears of a message, by the routes as they are now. */
@Component
class Recipients {
    private final RouteRepository routes;
    private final ChannelRepository channels;
    private final People people;

    Recipients(RouteRepository routes, ChannelRepository channels, People people) {
        this.routes = routes;
        this.channels = channels;
        this.people = people;
    }

    /** The routes at a moment, to be asked about many messages. */
    Now now(Instant at) {
        Map<Long, Channel> open = open();
        List<MessageRoute> all = routes.findAllByOrderById().stream()
                .map(RouteEntity::toRoute)
                .filter(route -> route.enabled() && open.containsKey(route.channelId()))
                .toList();
        return new Now(at, all, open, people.now());
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
     * @param people those who want e-mails, by account
     */
    record Now(Instant at, List<MessageRoute> routes, Map<Long, Channel> open, Map<Long, Person> people) {
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
            if (!people.isEmpty()) {
                personal()
                        .ifPresent(channel -> people.forEach((account, person) -> {
                            if (person.wants(message)) {
                                Target target = new Target(channel, account);
                                hearers.put(target, person.hearing(target, message, at));
                            }
                        }));
            }
            return hearers.values();
        }

        /** The channel that carries what people ask for themselves. */
        private OptionalLong personal() {
            return open.values().stream()
                    .filter(Channel::personal)
                    .mapToLong(Channel::id)
                    .min();
        }

        /** How somebody who heard the beginning hears the rest; nothing where they do not any more. */
        Optional<Gathering> gathering(Target target, String key, Message message) {
            if (target.accountId() == 0) {
                return Optional.of(Gathering.of(key));
            }
            return Optional.ofNullable(people.get(target.accountId()))
                    .map(person -> person.preference().gathering(message, at));
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
