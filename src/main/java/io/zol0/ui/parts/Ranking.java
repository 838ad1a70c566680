package io.zol0.ui.parts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The first few of many, in an order that holds for five seconds: rows that live must not jump under the reader's eyes. */
public final class Ranking<T> {
    /** How long rows keep their order after a sort. */
    public static final Duration HOLD = Duration.ofSeconds(5);

    private final int size;
    private final Function<T, Long> id;
    private final Comparator<T> order;
    private List<Long> places = List.of();
    private Instant sortedAt = Instant.MIN;

    public Ranking(int size, Function<T, Long> id, Comparator<T> order) {
        this.size = size;
        this.id = id;
        this.order = order;
    }

    /** The first ones as they are now; a place that became empty is filled at once. */
    public List<T> of(List<T> all, Instant now) {
        Map<Long, T> byId = new HashMap<>();
        all.forEach(each -> byId.put(id.apply(each), each));
        boolean hold = now.isBefore(sortedAt.plus(HOLD))
                && places.size() == Math.min(size, all.size())
                && byId.keySet().containsAll(places);
        if (!hold) {
            places = all.stream().sorted(order).limit(size).map(id).toList();
            sortedAt = now;
        }
        List<T> first = new ArrayList<>();
        places.forEach(place -> first.add(byId.get(place)));
        return first;
    }
}
