package io.zol0.optimizer;

/**
 * Something worth knowing that no setting which ZoL0 tries would better: what it is, of how much it was seen, and what somebody could do.
 *
 * @param upstreamId the upstream that it is about; 0 for none
 * @param key which one it is, for as long as it is there: letters, digits and hyphens
 * @param measure how bad it is; what was dismissed is told again once this is half as much again
 * @param title in a sentence
 * @param because the figures that say so, with the size of the sample
 * @param todo what a person could do, and where
 * @param path of the page where that is, or where its charts are
 */
public record Notice(
        long upstreamId, String key, double measure, String title, String because, String todo, String path) {
    /** By so much it has to be worse to be told again. */
    static final double WORSE = 1.5;

    /** Whether its evidence is another than when it was dismissed. */
    boolean isNews(double was) {
        return measure >= WORSE * was;
    }
}
