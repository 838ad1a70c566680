package io.zol0.optimizer;

/**
 * An advice as it was found, not kept yet.
 *
 * @param subject what it is about, such as {@code GET /api/v3/depth of binance}
 * @param probability that a trial will say keep, from 0 to 1
 * @param value calls an hour that it is expected to better
 */
record Proposal(
        Advice advice,
        String subject,
        String title,
        String because,
        Evidence evidence,
        Effect effect,
        double probability,
        double value,
        Risk risk) {}
