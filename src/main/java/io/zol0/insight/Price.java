package io.zol0.insight;

import io.zol0.catalog.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an upstream costs from a time on, in the currency of the installation.
 *
 * @param perWeight for each unit of weight that the upstream's quotas count
 * @param perGb for each 10⁹ bytes of bodies in either direction
 * @param perComputeHour for each hour that calls were with the provider, all of them together
 */
public record Price(
        long upstreamId,
        Instant from,
        double perCall,
        double perWeight,
        double perGb,
        double perComputeHour,
        String who) {
    private static final double MOST = 1_000_000;

    static Price none(long upstreamId) {
        return new Price(upstreamId, Instant.EPOCH, 0, 0, 0, 0, "");
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        check("perCall", perCall, problems);
        check("perWeight", perWeight, problems);
        check("perGb", perGb, problems);
        check("perComputeHour", perComputeHour, problems);
        return problems;
    }

    private static void check(String field, double price, List<Problem> problems) {
        if (!(price >= 0 && price <= MOST)) {
            problems.add(new Problem(field, "A price is a number from 0 to 1,000,000."));
        }
    }
}
