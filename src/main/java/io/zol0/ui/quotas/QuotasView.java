package io.zol0.ui.quotas;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.gateway.Bans;
import io.zol0.gateway.LiveQuotas;
import io.zol0.limits.Ban;
import io.zol0.limits.Freeze;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaState;
import io.zol0.ui.parts.Live;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How much of each quota is left, once a second. */
@Route("quotas")
@PageTitle("Quotas · ZoL0")
@PermitAll
class QuotasView extends Main {
    private final LiveQuotas quotas;
    private final Bans bans;
    private final BansNow bansNow;
    private final Live live;
    private final Names names;
    private final Clock clock;
    private final Paragraph sentence = new Paragraph();
    private final Div nothing = new Div();
    private final Div cards = new Div();
    private final Map<Long, QuotaCard> shown = new LinkedHashMap<>();
    private List<Quota> drawn = List.of();

    QuotasView(LiveQuotas quotas, Bans bans, Live live, Names names, Clock clock, AuthenticationContext login) {
        this.quotas = quotas;
        this.bans = bans;
        bansNow = new BansNow(bans, names, login.hasAnyRole("OPERATOR", "ADMIN"));
        this.live = live;
        this.names = names;
        this.clock = clock;
        addClassName("page");
        cards.addClassName("cards");
        cards.getElement().setAttribute("data-holds", true);
        nothing.add(Note.empty("No call is limited yet")
                .text("A quota is one budget that all callers of an upstream share, as its provider counts it. "
                        + "Make one from a preset in Settings, Limits; this page then shows what is left of it, "
                        + "who spends it and who waits.")
                .link("Go to the limits", "settings/limits"));
        Anchor settings = new Anchor("settings/limits", "Change the limits");
        settings.addClassName("note-action");
        add(new H1("Quotas"), sentence, bansNow, nothing, cards, settings);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        Signal.effect(this, () -> {
            live.shown().get();
            show(quotas.all());
        });
    }

    private void show(List<QuotaState> states) {
        Instant now = clock.instant();
        List<Ban> current = bans.current();
        sentence.setText(QuotaWords.sentence(
                states,
                states.stream().filter(state -> isFrozen(state, current)).count()));
        bansNow.show(current, now);
        nothing.setVisible(states.isEmpty());
        draw(states.stream().map(QuotaState::quota).toList());
        states.forEach(
                state -> Objects.requireNonNull(shown.get(state.quota().id())).show(state, now));
    }

    private static boolean isFrozen(QuotaState state, List<Ban> bans) {
        return state.freeze() != null
                || bans.stream()
                        .anyMatch(ban -> ban.scope()
                                .equals(new Freeze.Scope.OfUpstream(
                                        state.quota().upstreamId())));
    }

    /** Makes the cards anew where a quota was added, changed or removed. */
    private void draw(List<Quota> quotasNow) {
        if (quotasNow.equals(drawn)) {
            return;
        }
        drawn = quotasNow;
        shown.clear();
        cards.removeAll();
        quotasNow.forEach(quota -> {
            QuotaCard card = new QuotaCard(quota, names.upstream(quota.upstreamId()));
            shown.put(quota.id(), card);
            cards.add(card);
        });
    }
}
