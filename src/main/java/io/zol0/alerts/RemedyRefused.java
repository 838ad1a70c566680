package io.zol0.alerts;

/** A remedy cannot be applied as things are now. */
public final class RemedyRefused extends RuntimeException {
    public RemedyRefused(String sentence) {
        super(sentence);
    }
}
