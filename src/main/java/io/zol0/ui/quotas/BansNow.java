package io.zol0.ui.quotas;

import com.vaadin.flow.component.html.Div;
import io.zol0.gateway.Bans;
import io.zol0.limits.Ban;
import io.zol0.limits.Freeze;
import io.zol0.ui.parts.Names;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The bans in force; each keeps its note while it lasts, so that a reason that is being typed stays. */
class BansNow extends Div {
    private final Bans bans;
    private final Names names;
    private final boolean mayLift;
    private final Map<Freeze.Scope, BanNote> notes = new LinkedHashMap<>();

    BansNow(Bans bans, Names names, boolean mayLift) {
        this.bans = bans;
        this.names = names;
        this.mayLift = mayLift;
    }

    /** Shows those of one upstream. */
    void show(long upstreamId, Instant now) {
        show(
                bans.current().stream()
                        .filter(ban -> ban.upstreamId() == upstreamId)
                        .toList(),
                now);
    }

    void show(List<Ban> current, Instant now) {
        notes.keySet().stream()
                .filter(scope -> current.stream().noneMatch(ban -> ban.scope().equals(scope)))
                .toList()
                .forEach(over -> remove(Objects.requireNonNull(notes.remove(over))));
        current.forEach(ban -> notes.computeIfAbsent(ban.scope(), scope -> {
                    BanNote note = new BanNote(bans, names.upstream(ban.upstreamId()), scope, mayLift);
                    add(note);
                    return note;
                })
                .show(ban, now));
    }
}
