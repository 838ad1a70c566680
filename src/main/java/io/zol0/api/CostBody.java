package io.zol0.api;

import io.zol0.insight.Price;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an upstream costs and may cost, in the currency of the installation.
 *
 * @param id of the upstream
 * @param budget what it may cost in a month; null for as much as it does
 * @param prices each holds from its time on until the next one, oldest first
 */
record CostBody(long id, String upstream, @Nullable Double budget, List<OfTime> prices) {

    /** What all upstreams in sight cost. */
    record All(String currency, List<CostBody> upstreams) {}

    /** A currency, three capitals as ISO 4217 has them. */
    record Currency(@Nullable String currency) {}

    /** A budget of a month; null or 0 for as much as it does. */
    record Budget(@Nullable Double amount) {}

    /**
     * A price; what is left out costs nothing.
     *
     * @param from needed
     * @param who set it, in answers
     */
    record OfTime(
            @Nullable Instant from,
            @Nullable Double perCall,
            @Nullable Double perWeight,
            @Nullable Double perGb,
            @Nullable Double perComputeHour,
            @Nullable String who) {
        static OfTime of(Price price) {
            return new OfTime(
                    price.from(),
                    price.perCall(),
                    price.perWeight(),
                    price.perGb(),
                    price.perComputeHour(),
                    price.who());
        }

        /**
         * The price that it asks for.
         *
         * @throws Unfit where it does not say from when on
         */
        Price toPrice(long upstreamId) {
            Needs needs = new Needs();
            Instant begin = needs.of(from, "from", Instant.EPOCH);
            needs.requireNoneMissing();
            return new Price(
                    upstreamId,
                    begin,
                    orNothing(perCall),
                    orNothing(perWeight),
                    orNothing(perGb),
                    orNothing(perComputeHour),
                    "");
        }

        private static double orNothing(@Nullable Double amount) {
            return amount == null ? 0 : amount;
        }
    }
}
