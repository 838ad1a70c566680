package io.zol0.metrics;

/**
 * Somebody who is asked every five seconds for figures, by a thread made for it; a bean that implements this is found by
 * itself. One that throws is logged once and asked again. All sources together should take well under a second.
 */
@FunctionalInterface
public interface SeriesSource {
    void read(Readings into);
}
