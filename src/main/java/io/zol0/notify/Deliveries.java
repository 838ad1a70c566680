package io.zol0.notify;

import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import io.zol0.users.Sight;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is on its way, what arrived and what was given up, of the environments in sight. */
@Service
@DenyAll
public class Deliveries {
    /** Most of a page, and most that are sent again at once. */
    public static final int MOST = 1_000;

    private final DeliveryTable table;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Deliveries(DeliveryTable table, Audit audit, ApplicationEventPublisher events, Clock clock) {
        this.table = table;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** The newest first. */
    @RolesAllowed("OPERATOR")
    public List<Delivery> page(Set<DeliveryState> states, int offset, int limit) {
        Sight sight = Sight.current();
        return table.page(
                states, List.copyOf(sight.environments()), sight.everywhere(), offset, Math.clamp(limit, 1, MOST));
    }

    /** How many there are in these states. */
    @RolesAllowed("OPERATOR")
    public long count(Set<DeliveryState> states) {
        Sight sight = Sight.current();
        return table.count(states, List.copyOf(sight.environments()), sight.everywhere());
    }

    @RolesAllowed("OPERATOR")
    public Optional<Delivery> byId(long id) {
        return table.byId(id).filter(Deliveries::isSeen);
    }

    /** What a delivery in sight says. */
    @RolesAllowed("OPERATOR")
    public List<Message> messages(long id) {
        return byId(id).isPresent() ? table.bundle(id).listed() : List.of();
    }

    /** Sends again what was given up, with all its attempts; gives how many of them there were. */
    @RolesAllowed("OPERATOR")
    @Transactional
    public int sendAgain(Collection<Long> ids) {
        if (ids.size() > MOST) {
            throw new IllegalArgumentException("At most %,d deliveries are sent again at once.".formatted(MOST));
        }
        List<Delivery> dead = ids.stream()
                .flatMap(id -> byId(id).stream())
                .filter(delivery -> table.revive(delivery.id(), clock.instant()))
                .toList();
        dead.forEach(delivery -> audit.record(
                AuditAction.DELIVERY_SENT_AGAIN,
                delivery.channelName(),
                null,
                Map.of("number", delivery.id(), "title", delivery.title())));
        if (!dead.isEmpty()) {
            events.publishEvent(new OutboxFilled());
        }
        return dead.size();
    }

    private static boolean isSeen(Delivery delivery) {
        return delivery.environment().isEmpty() || Sight.current().sees(delivery.environment());
    }
}
