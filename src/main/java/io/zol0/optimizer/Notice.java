package io.zol0.optimizer;

/**
 * Something worth knowing that no setting which ZoL0 tries would better: what it is, of how much it was seen, and what somebody could do.
 *
 * @param upstreamId the upstream that it is about
 * @param title in a sentence
 * @param because the figures that say so, with the size of the sample
 * @param todo what a person could do, and where
 * @param path of the page where that is, or where its charts are
 */
public record Notice(long upstreamId, String title, String because, String todo, String path) {}
