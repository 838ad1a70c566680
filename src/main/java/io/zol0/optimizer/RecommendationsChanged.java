package io.zol0.optimizer;

/** Something is new among the recommendations; published when it was kept. */
public record RecommendationsChanged() {}
