package io.zol0.limits;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A budget of calls to one upstream, as it is set.
 *
 * @param id given by the database, never reused
 * @param upstreamId the upstream it is about
 * @param name what people and answers call it: 1 to 40 lower-case letters, digits and hyphens, unique within its upstream
 * @param enabled whether calls are checked against it
 * @param preset name of the preset it was made from, by which the provider's answers are read; null for none
 * @param scope which calls it is about and which share a budget
 * @param windows one to four, all of which a call must fit into
 * @param costs what calls weigh, first match wins; a call that none fits weighs 1 and has normal priority; at most 200
 * @param margin share of every window that is kept unused, 0 to below 1; 0.1 by default
 * @param reserve share of what is left that only calls of high priority may take, 0 to below 1
 * @param minInterval least time between two calls of one budget; zero for none
 * @param maxWait longest time that a call may wait; zero with any {@link WhenEmpty} but {@code QUEUE}
 * @param whenEmpty what happens to a call that has no room
 * @param control how the operating level moves
 * @param version number of the change that made it so, for optimistic locking: higher than any before
 */
public record Quota(
        long id,
        long upstreamId,
        String name,
        boolean enabled,
        @Nullable String preset,
        QuotaScope scope,
        List<QuotaWindow> windows,
        List<Cost> costs,
        double margin,
        double reserve,
        Duration minInterval,
        Duration maxWait,
        WhenEmpty whenEmpty,
        Control control,
        long version) {
    public Quota {
        windows = List.copyOf(windows);
        costs = List.copyOf(costs);
    }
}
