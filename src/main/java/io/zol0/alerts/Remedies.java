package io.zol0.alerts;

import java.util.List;

/** Knows what would help against an alert, and does it; whoever can change a setting implements it. */
public interface Remedies {
    /** Those for an alert, the most promising first; quick, for it is asked while the alert is shown. */
    List<Remedy> against(Alert alert);

    /**
     * Applies one of those, with the rights of whoever asks.
     *
     * @return what was done, in a sentence
     * @throws RemedyRefused where it cannot be applied now
     */
    String apply(Alert alert, Remedy remedy);
}
