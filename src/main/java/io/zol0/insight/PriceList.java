package io.zol0.insight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The prices of one upstream over time. */
final class PriceList {
    private final long upstreamId;
    private final List<Price> prices;

    PriceList(long upstreamId, List<Price> all) {
        this.upstreamId = upstreamId;
        this.prices = all.stream()
                .filter(price -> price.upstreamId() == upstreamId)
                .sorted(Comparator.comparing(Price::from))
                .toList();
    }

    /** A span of time in which one price holds. */
    record Stretch(Instant from, Instant to, Price price) {}

    /** The price that holds at a time; nothing costs anything before the first one. */
    Price at(Instant time) {
        Price holding = Price.none(upstreamId);
        for (Price price : prices) {
            if (!price.from().isAfter(time)) {
                holding = price;
            }
        }
        return holding;
    }

    boolean isEmpty() {
        return prices.isEmpty();
    }

    List<Price> all() {
        return prices;
    }

    /** A time in the stretches in which one price holds each, oldest first. */
    List<Stretch> stretches(Instant from, Instant to) {
        List<Stretch> stretches = new ArrayList<>();
        Instant begin = from;
        for (Price price : prices) {
            if (price.from().isAfter(begin) && price.from().isBefore(to)) {
                stretches.add(new Stretch(begin, price.from(), at(begin)));
                begin = price.from();
            }
        }
        if (begin.isBefore(to)) {
            stretches.add(new Stretch(begin, to, at(begin)));
        }
        return stretches;
    }
}
