package io.zol0.ui.alerts;

import io.zol0.alerts.Rules;
import io.zol0.alerts.Silence;
import io.zol0.alerts.Silences;
import io.zol0.ui.parts.Names;

/** Makes the form of a silence, which says how many alerts that are there it is about. */
final class SilenceEditor {
    private SilenceEditor() {}

    static SilenceForm of(Silence silence, Silences silences, Rules rules, Names names) {
        return new SilenceForm(
                silence,
                rules.all(),
                names.upstreams(),
                silences::problemsOf,
                each -> effect(silences.fitting(each), each.maintenance()));
    }

    static String effect(long fitting, boolean planned) {
        String when = planned ? " while it lasts" : " at once";
        return fitting == 0
                ? "None of the alerts that are there now fit; those to come that fit are muted" + when + "."
                : fitting == 1
                        ? "Fits 1 alert that is there now; it is muted" + when + ", and still listed."
                        : "Fits %,d alerts that are there now; they are muted%s, and still listed."
                                .formatted(fitting, when);
    }
}
