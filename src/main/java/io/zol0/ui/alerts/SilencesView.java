package io.zol0.ui.alerts;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.alerts.Rule;
import io.zol0.alerts.Rules;
import io.zol0.alerts.Silence;
import io.zol0.alerts.Silences;
import io.zol0.ui.parts.Moment;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.security.access.AccessDeniedException;

/** What is muted now, what will be, and what was within a week. */
@Route("settings/silences")
@PageTitle("Silences · ZoL0")
@PermitAll
class SilencesView extends Main {
    private final Silences silences;
    private final Map<Long, String> rules;
    private final Names names;
    private final Clock clock;
    private final boolean may;
    private final Paragraph sentence = new Paragraph();
    private final Div list = new Div();

    SilencesView(Silences silences, Rules rules, Names names, Clock clock, AuthenticationContext login) {
        this.silences = silences;
        this.rules = rules.all().stream().collect(Collectors.toMap(Rule::id, Rule::name));
        this.names = names;
        this.clock = clock;
        may = login.hasAnyRole("OPERATOR", "ADMIN");
        addClassName("page");
        add(new H1("Silences"), sentence);
        if (may) {
            Button make =
                    new Button("Silence alerts", click -> getUI().ifPresent(ui -> ui.navigate(NewSilenceView.class)));
            make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            make.addClassName("above");
            add(make);
        }
        list.addClassNames("cards", "cards-small");
        add(list);
        refresh();
    }

    private void refresh() {
        list.removeAll();
        Instant now = clock.instant();
        List<Silence> all = silences.all();
        long inForce =
                all.stream().filter(silence -> silence.spanAt(now).isPresent()).count();
        sentence.setText(
                inForce == 0
                        ? "Nothing is muted now."
                        : inForce == 1
                                ? "1 silence mutes alerts now."
                                : "%d silences mute alerts now.".formatted(inForce));
        all.stream()
                .sorted(Comparator.comparing((Silence silence) ->
                        silence.nextSpan(now).map(Silence.Span::from).orElse(Instant.MAX)))
                .forEach(silence -> list.add(card(silence, now)));
        if (all.isEmpty()) {
            list.add(Note.empty("There is no silence")
                    .text(
                            "A silence mutes alerts for a time, a maintenance window does so for planned work, once or every "
                                    + "week. What is muted is still judged and listed."));
        }
    }

    private Div card(Silence silence, Instant now) {
        Optional<Silence.Span> span = silence.nextSpan(now);
        boolean running = silence.spanAt(now).isPresent();
        Span state = new Span();
        if (running) {
            state.add(new Span("Mutes until "), new Moment(span.orElseThrow().to()));
        } else if (span.isPresent()) {
            state.add(new Span("Begins "), new Moment(span.get().from()));
        } else {
            Instant last = silence.until();
            state.add(new Span("Ended "), new Moment(last == null ? silence.endsAt() : last));
        }
        Div card = new Div(
                new H2(new Anchor("settings/silences/" + silence.id(), silence.reason())),
                state,
                new Span(SilenceWords.scope(silence, id -> rules.getOrDefault(id, "(removed)"), names::upstream)));
        String rhythm = SilenceWords.rhythm(silence);
        if (!rhythm.isEmpty()) {
            card.add(new Span(rhythm));
        }
        Span who = new Span((silence.maintenance() ? "maintenance" : "silence") + " · made by " + silence.who());
        who.addClassName("quiet");
        card.add(who);
        if (may && span.isPresent()) {
            Button end = new Button(running ? "End it now" : "Take it back", click -> {
                try {
                    silences.end(silence.id());
                    refresh();
                } catch (AccessDeniedException refused) {
                    sentence.setText(Objects.requireNonNullElse(refused.getMessage(), ""));
                }
            });
            end.getElement().setAttribute("aria-label", end.getText() + ": " + silence.reason());
            card.add(end);
        }
        card.addClassNames("panel", "upstream-card");
        return card;
    }
}
