package io.zol0.ui.alerts;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.alerts.Alert;
import io.zol0.alerts.AlertFilter;
import io.zol0.alerts.AlertNews;
import io.zol0.alerts.AlertRemedies;
import io.zol0.alerts.AlertState;
import io.zol0.alerts.Alerts;
import io.zol0.alerts.Explanations;
import io.zol0.alerts.Severity;
import io.zol0.alerts.Silences;
import io.zol0.ui.parts.AddressState;
import io.zol0.ui.parts.Note;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** The inbox: what is wrong, who looks after it and what happened; moves by itself. */
@Route("alerts")
@PageTitle("Alerts · ZoL0")
@PermitAll
class AlertsView extends Main implements BeforeEnterObserver {
    private static final Duration SNOOZE = Duration.ofHours(1);

    private final Alerts alerts;
    private final AlertNews news;
    private final Clock clock;
    private final AuthenticationContext login;
    private final Paragraph sentence = new Paragraph();
    private final Div instead = new Div();
    private final Grid<Alert> grid = new Grid<>();
    private final CallbackDataProvider<Alert, Void> rows;
    private final Select<Showing> showing = new Select<>();
    private final Select<Severity> least = new Select<>();
    private final TextField words = new TextField("Words");
    private final AddressState state = new AddressState(this);
    private final AlertPart detail;
    private int found;
    private int at = -1;
    private @Nullable Runnable unsubscribe;

    AlertsView(
            Alerts alerts,
            Silences silences,
            Explanations explanations,
            AlertRemedies remedies,
            AlertNews news,
            Clock clock,
            AuthenticationContext login) {
        this.alerts = alerts;
        this.news = news;
        this.clock = clock;
        this.login = login;
        boolean may = login.hasAnyRole("OPERATOR", "ADMIN");
        detail = new AlertPart(alerts, silences, explanations, remedies, may, this::refresh);
        // What is ticked stays so while its figures move.
        rows = new CallbackDataProvider<>(
                query -> alerts.page(filter(), query.getOffset(), query.getLimit()).stream(),
                query -> {
                    query.getOffset();
                    return found;
                },
                Alert::id);
        addClassNames("page", "page-full");
        getElement().setAttribute("data-keys", "jkasr");
        add(new H1("Alerts"), sentence, filters());
        if (may) {
            add(buttons());
        }
        if (!may) {
            add(new Div(new NoticeButton()));
        }
        add(instead, columns());
        listen(may);
        refresh();
    }

    /** Opens the alert that a message's link is about. */
    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        state.read(event.getLocation());
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("alert")
                .filter(id -> id.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .flatMap(alerts::byId)
                .ifPresent(alert -> detail.show(alert.id()));
    }

    /** What of the inbox is shown. */
    private enum Showing {
        CURRENT("All that is not over"),
        OPEN("Open, not yet taken"),
        RESOLVED("Resolved"),
        ALL("Everything");

        private final String words;

        Showing(String words) {
            this.words = words;
        }
    }

    private AlertFilter filter() {
        Set<AlertState> states = switch (showing.getValue()) {
            case CURRENT -> AlertFilter.CURRENT.states();
            case OPEN -> Set.of(AlertState.OPEN);
            case RESOLVED -> Set.of(AlertState.RESOLVED);
            case ALL -> Set.of();
        };
        return new AlertFilter(states, least.getValue(), words.getValue(), showing.getValue() != Showing.OPEN);
    }

    private Div filters() {
        showing.setLabel("Show");
        showing.setItems(Showing.values());
        showing.setItemLabelGenerator(each -> each.words);
        showing.setValue(Showing.CURRENT);
        showing.addValueChangeListener(change -> refresh());
        least.setLabel("At least");
        least.setItems(Severity.values());
        least.setItemLabelGenerator(Severity::words);
        least.setValue(Severity.INFO);
        least.addValueChangeListener(change -> refresh());
        words.setPlaceholder("for example: depth failed");
        words.setClearButtonVisible(true);
        words.setValueChangeMode(ValueChangeMode.LAZY);
        words.addValueChangeListener(change -> refresh());
        state.keep("show", showing, Showing.values())
                .keep("least", least, Severity.values())
                .keepWords("words", words);
        Div filters = new Div(showing, least, words);
        filters.addClassName("filters");
        return filters;
    }

    private Div buttons() {
        Div buttons = new Div(
                new Button("Acknowledge", click -> act("a")),
                new Button("Snooze for an hour", click -> act("s")),
                new Button("Resolve", click -> act("r")),
                new Button("Assign to me", click -> {
                    alerts.assign(chosen(), login.getPrincipalName().orElse(""));
                    refresh();
                }),
                new NoticeButton());
        buttons.addClassName("buttons");
        return buttons;
    }

    private Div columns() {
        grid.addColumn(LitRenderer.<Alert>of("<div class='alert-row ${item.quiet}'>"
                                + "<span class='badge badge-${item.severity}'>${item.severity}</span>"
                                + "<span class='alert-words'><b>${item.sentence}</b>"
                                + "<span class='quiet'>${item.rule} · since <zol0-time at='${item.at}'></zol0-time>"
                                + " · ${item.state}</span></span></div>")
                        .withProperty("severity", alert -> alert.severity().words())
                        .withProperty("quiet", alert -> alert.isQuiet() ? "alert-quiet" : "")
                        .withProperty("sentence", Alert::sentence)
                        .withProperty("rule", Alert::ruleName)
                        .withProperty(
                                "at", alert -> Long.toString(alert.beganAt().toEpochMilli()))
                        .withProperty("state", AlertPart::state))
                .setHeader("Alerts");
        grid.addClassName("alerts");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.MULTI);
        grid.setDataProvider(rows);
        // Rows that were on their way to the browser as one was ticked would untick it there, and there alone.
        grid.asMultiSelect().addSelectionListener(ticked -> {
            ticked.getAddedSelection().forEach(rows::refreshItem);
            ticked.getRemovedSelection().forEach(rows::refreshItem);
        });
        grid.addItemClickListener(click -> open(click.getItem().id()));
        Div columns = new Div(grid, detail);
        columns.addClassName("inbox");
        return columns;
    }

    private void listen(boolean may) {
        getElement()
                .addEventListener("zol0-key", event -> {
                    String key = event.getEventData().get("event.detail").asString();
                    if (key.equals("j") || key.equals("k")) {
                        move(key.equals("j") ? 1 : -1);
                    } else if (may) {
                        act(key);
                    }
                })
                .addEventData("event.detail");
    }

    /** Goes to the next or the previous row and opens it. */
    private void move(int by) {
        if (found > 0) {
            at = Math.clamp(at + by, 0, found - 1);
            alerts.page(filter(), at, 1).stream().findFirst().ifPresent(alert -> {
                grid.scrollToIndex(at);
                open(alert.id());
            });
        }
    }

    private void open(long id) {
        detail.show(id);
        state.put("alert", Long.toString(id));
    }

    /** Those that are ticked, or else the one that is open. */
    private List<Long> chosen() {
        Set<Long> ids = new LinkedHashSet<>();
        grid.getSelectedItems().stream().limit(Alerts.MOST).forEach(alert -> ids.add(alert.id()));
        if (ids.isEmpty()) {
            detail.shown().ifPresent(ids::add);
        }
        return List.copyOf(ids);
    }

    private void act(String key) {
        List<Long> ids = chosen();
        switch (key) {
            case "a" -> alerts.acknowledge(ids);
            case "s" -> alerts.snooze(ids, clock.instant().plus(SNOOZE));
            case "r" -> alerts.resolve(ids);
            default -> {}
        }
        grid.deselectAll();
        refresh();
    }

    private void refresh() {
        instead.removeAll();
        try {
            found = Math.toIntExact(Math.min(alerts.count(filter()), Integer.MAX_VALUE));
            long open = alerts.unread();
            sentence.setText(
                    open == 0
                            ? "Nothing needs you now."
                            : open == 1 ? "1 alert needs somebody." : "%,d alerts need somebody.".formatted(open));
            if (found == 0) {
                instead.add(Note.empty("Nothing to show")
                        .text(
                                "What a rule raises is here at once, with what happened, since when and what changed before. "
                                        + "ZoL0 judges its rules every ten seconds."));
            }
            detail.refresh();
        } catch (DataAccessException e) {
            found = 0;
            sentence.setText("");
            instead.add(Note.failed("The alerts cannot be read now")
                    .text("The database does not answer; /health says more. This page tries again by itself."));
        }
        grid.setVisible(found > 0);
        rows.refreshAll();
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        AtomicBoolean waiting = new AtomicBoolean();
        Runnable again = attached.getUI()
                .accessLater(
                        () -> {
                            waiting.set(false);
                            refresh();
                        },
                        () -> {});
        unsubscribe = news.subscribe(changed -> {
            if (waiting.compareAndSet(false, true)) {
                again.run();
            }
        });
    }

    @Override
    protected void onDetach(DetachEvent detached) {
        if (unsubscribe != null) {
            unsubscribe.run();
            unsubscribe = null;
        }
    }
}
