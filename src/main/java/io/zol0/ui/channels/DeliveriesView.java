package io.zol0.ui.channels;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import io.zol0.notify.Deliveries;
import io.zol0.notify.Delivery;
import io.zol0.notify.DeliveryState;
import io.zol0.ui.parts.AddressState;
import io.zol0.ui.parts.Live;
import io.zol0.ui.parts.Moment;
import io.zol0.ui.parts.Note;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** What was sent, what waits, and what was given up and can be sent again; moves by itself. */
@Route("settings/deliveries")
@PageTitle("Deliveries · ZoL0")
@RolesAllowed("OPERATOR")
class DeliveriesView extends Main implements BeforeEnterObserver {
    private static final int STEP = 50;
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Deliveries deliveries;
    private final Clock clock;
    private final Paragraph sentence = new Paragraph();
    private final Paragraph outcome = new Paragraph();
    private final Select<Showing> showing = new Select<>();
    private final Button all = new Button("Send all of them again", click -> sendAllAgain());
    private final Div list = new Div();
    private final AddressState state = new AddressState(this);
    private final Button more = new Button("Show more", click -> showMore());
    private int limit = STEP;
    private Instant seen = Instant.EPOCH;
    private @Nullable List<Delivery> shown;

    /** Which of them are listed. */
    private enum Showing {
        ALL("All", EnumSet.allOf(DeliveryState.class)),
        ON_THE_WAY("On their way", EnumSet.of(DeliveryState.WAITING, DeliveryState.TRYING)),
        SENT("Sent", EnumSet.of(DeliveryState.SENT)),
        GIVEN_UP("Given up", EnumSet.of(DeliveryState.DEAD));

        private final String words;
        private final Set<DeliveryState> states;

        Showing(String words, Set<DeliveryState> states) {
            this.words = words;
            this.states = states;
        }
    }

    DeliveriesView(Deliveries deliveries, Clock clock, Live live) {
        this.deliveries = deliveries;
        this.clock = clock;
        addClassName("page");
        showing.setLabel("Show");
        showing.setItems(Showing.values());
        showing.setItemLabelGenerator(each -> each.words);
        showing.setValue(Showing.ALL);
        showing.addValueChangeListener(change -> {
            limit = STEP;
            show();
        });
        state.keep("show", showing, Showing.values());
        outcome.addClassName("plain");
        outcome.getElement().setAttribute("role", "status");
        list.addClassName("deliveries");
        Div bar = new Div(showing, all);
        bar.addClassNames("buttons", "delivery-bar");
        add(new H1("Deliveries"), sentence, bar, outcome, list, more);
        show();
        Signal.effect(this, () -> {
            live.shown().get();
            if (Duration.between(seen, clock.instant()).compareTo(LOOK) >= 0) {
                show();
            }
        });
    }

    private void showMore() {
        limit = Math.min(Deliveries.MOST, limit + STEP);
        show();
    }

    private void show() {
        seen = clock.instant();
        try {
            long dead = deliveries.count(EnumSet.of(DeliveryState.DEAD));
            long waiting = deliveries.count(EnumSet.of(DeliveryState.WAITING, DeliveryState.TRYING));
            List<Delivery> page = deliveries.page(showing.getValue().states, 0, limit + 1);
            sentence.setText(DeliveryWords.sentence(dead, waiting));
            all.setVisible(showing.getValue() == Showing.GIVEN_UP && dead > 1);
            more.setVisible(page.size() > limit && limit < Deliveries.MOST);
            List<Delivery> listed = page.stream().limit(limit).toList();
            boolean moves = listed.stream().anyMatch(each -> each.state() == DeliveryState.WAITING);
            if (moves || !listed.equals(shown)) {
                shown = listed;
                fill(listed);
            }
        } catch (DataAccessException e) {
            shown = null;
            list.removeAll();
            list.add(Note.failed("The deliveries cannot be read now")
                    .text("The database does not answer; the page goes on by itself when it does."));
        }
    }

    private void fill(List<Delivery> listed) {
        list.removeAll();
        if (listed.isEmpty()) {
            list.add(
                    showing.getValue() == Showing.ALL
                            ? Note.empty("Nothing was sent yet")
                                    .text("Once an alert fits a route, what is sent and what came of it stands here.")
                                    .link("Go to the routes", "settings/routes")
                            : Note.empty("None of these").text("There are no deliveries in this state."));
        }
        listed.forEach(delivery -> list.add(row(delivery)));
    }

    private Div row(Delivery delivery) {
        Span title = new Span(delivery.title());
        title.addClassName("delivery-title");
        Span state = new Span(DeliveryWords.state(delivery, clock.instant()));
        state.addClassNames("badge", delivery.state() == DeliveryState.DEAD ? "critical" : "quiet");
        Div head = new Div(title, state);
        head.addClassName("delivery-head");
        Span way = new Span("by " + delivery.channelName() + " · ");
        Span said = new Span(" · " + DeliveryWords.outcome(delivery));
        Div facts = new Div(way, new Moment(delivery.createdAt()), said);
        facts.addClassNames("quiet", "breaks");
        Div row = new Div(head, facts);
        row.addClassName("delivery");
        if (delivery.state() == DeliveryState.DEAD) {
            Button again = new Button("Send again", click -> sendAgain(List.of(delivery.id())));
            again.addThemeVariants(ButtonVariant.LUMO_SMALL);
            again.setAriaLabel("Send again: " + delivery.title());
            row.add(again);
        }
        return row;
    }

    private void sendAllAgain() {
        sendAgain(deliveries.page(EnumSet.of(DeliveryState.DEAD), 0, Deliveries.MOST).stream()
                .map(Delivery::id)
                .toList());
    }

    private void sendAgain(List<Long> ids) {
        int count = deliveries.sendAgain(ids);
        outcome.setText(
                count == 0
                        ? "Somebody was faster: it is on its way already."
                        : count == 1 ? "It is on its way again." : "%,d are on their way again.".formatted(count));
        show();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        state.read(event.getLocation());
    }
}
