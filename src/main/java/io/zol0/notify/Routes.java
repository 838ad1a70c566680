package io.zol0.notify;

import io.zol0.notify.Outcome.Gone;
import io.zol0.notify.Outcome.Refused;
import io.zol0.notify.Outcome.Saved;
import io.zol0.notify.Outcome.Stale;
import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which messages go by which channel, at most 200 routes. */
@Service
@DenyAll
public class Routes {
    /** Most routes. */
    public static final int MOST = 200;

    private final RouteRepository routes;
    private final ChannelRepository channels;
    private final Audit audit;

    Routes(RouteRepository routes, ChannelRepository channels, Audit audit) {
        this.routes = routes;
        this.channels = channels;
        this.audit = audit;
    }

    /** All of them, the oldest first. */
    @RolesAllowed("OPERATOR")
    @Transactional(readOnly = true)
    public List<MessageRoute> all() {
        return routes.findAllByOrderById().stream().map(RouteEntity::toRoute).toList();
    }

    @RolesAllowed("OPERATOR")
    @Transactional(readOnly = true)
    public Optional<MessageRoute> byId(long id) {
        return routes.findById(id).map(RouteEntity::toRoute);
    }

    /** What is wrong with a route; nothing where it can be saved. */
    @RolesAllowed("OPERATOR")
    @Transactional(readOnly = true)
    public List<Flaw> flawsOf(MessageRoute route) {
        return RouteRules.flaws(route, known());
    }

    /** Adds one whose id is 0, or changes the one with its id from its version. */
    @RolesAllowed("ADMIN")
    @Transactional
    public Outcome<MessageRoute> save(MessageRoute route) {
        RouteEntity entity =
                route.id() == 0 ? null : routes.findById(route.id()).orElse(null);
        if (route.id() != 0 && entity == null) {
            return new Gone<>();
        }
        MessageRoute before = entity == null ? null : entity.toRoute();
        if (before != null && before.version() != route.version()) {
            return new Stale<>(before);
        }
        Map<Long, Channel> known = known();
        List<Flaw> flaws = new ArrayList<>(RouteRules.flaws(route, known));
        if (before == null && routes.count() >= MOST) {
            flaws.add(new Flaw(
                    "channel", "There are %d routes, the most there can be; remove one first.".formatted(MOST)));
        }
        if (!flaws.isEmpty()) {
            return new Refused<>(flaws);
        }
        RouteEntity saved = entity == null ? new RouteEntity(route) : entity;
        saved.become(route);
        MessageRoute now = routes.saveAndFlush(saved).toRoute();
        audit.record(
                AuditAction.ROUTE_CHANGED,
                subject(now, known),
                before == null ? null : Audit.fields(before),
                Audit.fields(now));
        return new Saved<>(now);
    }

    /** @param version the version that the removal was made from */
    @RolesAllowed("ADMIN")
    @Transactional
    public Outcome<MessageRoute> remove(long id, long version) {
        RouteEntity entity = routes.findById(id).orElse(null);
        if (entity == null) {
            return new Gone<>();
        }
        MessageRoute before = entity.toRoute();
        if (before.version() != version) {
            return new Stale<>(before);
        }
        routes.delete(entity);
        routes.flush();
        audit.record(AuditAction.ROUTE_CHANGED, subject(before, known()), Audit.fields(before), null);
        return new Saved<>(before);
    }

    private static String subject(MessageRoute route, Map<Long, Channel> known) {
        Channel channel = known.get(route.channelId());
        return "route %d to %s".formatted(route.id(), channel == null ? "nowhere" : channel.name());
    }

    private Map<Long, Channel> known() {
        return channels.findAllByOrderByName().stream()
                .map(ChannelEntity::toChannel)
                .collect(Collectors.toMap(Channel::id, channel -> channel));
    }
}
