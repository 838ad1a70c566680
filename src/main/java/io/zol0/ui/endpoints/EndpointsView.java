package io.zol0.ui.endpoints;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.ValueProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import io.zol0.metrics.EndpointStats;
import io.zol0.ui.endpoints.EndpointRow.Order;
import io.zol0.ui.parts.Beat;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.Live;
import io.zol0.ui.parts.LiveFeed;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Ranking;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Every endpoint that was called lately; filter and order are in the address. */
@Route("endpoints")
@PageTitle("Endpoints · ZoL0")
@PermitAll
class EndpointsView extends Main implements BeforeEnterObserver {
    private static final int NARROW = 800;

    private final Live live;
    private final LiveFeed feed;
    private final Names names;
    private final Grid<EndpointRow> grid = new Grid<>();
    private final Map<Order, Grid.Column<EndpointRow>> columns = new EnumMap<>(Order.class);
    private final Grid.Column<EndpointRow> card;
    private final Grid.Column<EndpointRow> trend;
    private final TextField filter = new TextField();
    private final Paragraph sentence = new Paragraph();
    private final Div nothing = new Div();
    private final CallbackDataProvider<EndpointRow, Void> rows;
    private List<EndpointRow> all = List.of();
    private @Nullable List<EndpointRow> selected;
    private Instant refreshedAt = Instant.MIN;

    EndpointsView(Live live, LiveFeed feed, Names names) {
        this.live = live;
        this.feed = feed;
        this.names = names;
        addClassNames("page", "page-full");
        rows = DataProvider.fromCallbacks(
                query -> selected(query).stream().skip(query.getOffset()).limit(query.getLimit()),
                query -> selected(query).size());
        filter.setLabel("Filter");
        filter.setPlaceholder("GET depth binance");
        filter.setHelperText("Words of method, path, upstream or environment");
        filter.setClearButtonVisible(true);
        filter.setPrefixComponent(VaadinIcon.SEARCH.create());
        filter.setValueChangeMode(ValueChangeMode.LAZY);
        filter.addValueChangeListener(change -> {
            refresh();
            if (change.isFromClient()) {
                keepInAddress();
            }
        });
        filter.addClassName("filter");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_ROW_STRIPES);
        card = cards();
        table();
        trend = trends();
        listen();
        nothing.add(Note.empty("No endpoint was called in the last 5 minutes")
                .text(
                        "Endpoints are found from traffic: send a call through the gateway and it is listed here within seconds.")
                .link("Choose an upstream and copy its curl line", "settings/upstreams"));
        add(new H1("Endpoints"), sentence, filter, nothing, grid);
    }

    /** What a narrow page shows in place of the columns. */
    private Grid.Column<EndpointRow> cards() {
        return grid.addColumn(
                        LitRenderer.<EndpointRow>of("<div class='row-card'><a href='${item.path}'>${item.name}</a>"
                                        + "<span class='quiet'>${item.upstream}</span>"
                                        + "<span class='row-figures'><b>${item.rate}</b> <span>p95 ${item.p95}</span>"
                                        + " <span>${item.failed} failed</span></span></div>")
                                .withProperty("path", EndpointRow::path)
                                .withProperty("name", EndpointRow::name)
                                .withProperty("upstream", EndpointRow::upstream)
                                .withProperty("rate", EndpointRow::rate)
                                .withProperty("p95", EndpointRow::p95)
                                .withProperty("failed", EndpointRow::failed))
                .setHeader("Endpoints");
    }

    private void table() {
        Grid.Column<EndpointRow> name = grid.addColumn(
                        LitRenderer.<EndpointRow>of("<a href='${item.path}' title='${item.name}'>${item.name}</a>")
                                .withProperty("path", EndpointRow::path)
                                .withProperty("name", EndpointRow::name))
                .setHeader("Endpoint")
                .setFlexGrow(4);
        columns.put(Order.NAME, name);
        columns.put(Order.UPSTREAM, grid.addColumn(EndpointRow::upstream).setHeader("Upstream"));
        number(Order.RATE, "Calls", EndpointRow::rate);
        number(Order.P50, "p50", EndpointRow::p50);
        number(Order.P95, "p95", EndpointRow::p95);
        number(Order.P99, "p99", EndpointRow::p99);
        number(Order.FAILED, "Failed", EndpointRow::failed);
        columns.forEach((order, column) -> column.setKey(order.key()).setSortProperty(order.key()));
    }

    private Grid.Column<EndpointRow> trends() {
        return grid.addColumn(LitRenderer.<EndpointRow>of("<zol0-spark values='${item.trend}'></zol0-spark>")
                        .withProperty("trend", EndpointRow::trend))
                .setHeader("Last 5 min")
                .setWidth("130px")
                .setFlexGrow(0);
    }

    private void listen() {
        grid.addClassName("endpoints");
        grid.getElement().setAttribute("data-holds", true);
        grid.setMultiSort(false);
        grid.setDataProvider(rows);
        grid.addSortListener(sorted -> {
            selected = null;
            if (sorted.isFromClient()) {
                keepInAddress();
            }
        });
        grid.addItemClickListener(
                click -> getUI().ifPresent(ui -> ui.navigate(click.getItem().path())));
    }

    private void number(Order order, String title, ValueProvider<EndpointRow, String> value) {
        Grid.Column<EndpointRow> column = grid.addColumn(value)
                .setHeader(title)
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("100px")
                .setFlexGrow(0);
        columns.put(order, column);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters parameters = event.getLocation().getQueryParameters();
        filter.setValue(parameters.getSingleParameter("filter").orElse(""));
        Order order = Order.byKey(parameters.getSingleParameter("sort").orElse(""));
        boolean ascending =
                parameters.getSingleParameter("order").filter("up"::equals).isPresent();
        grid.sort(List.of(new GridSortOrder<>(
                Objects.requireNonNull(columns.get(order)),
                ascending ? SortDirection.ASCENDING : SortDirection.DESCENDING)));
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        take(feed.endpoints());
        Signal.effect(this, () -> live.shown().get().ifPresent(this::show));
        var width = attached.getUI().getPage().windowSizeSignal();
        Signal.effect(grid, () -> arrange(width.get().width() < NARROW));
    }

    private void arrange(boolean narrow) {
        card.setVisible(narrow);
        trend.setVisible(!narrow);
        columns.values().forEach(column -> column.setVisible(!narrow));
    }

    /** Rows and their order move every five seconds; in between nothing jumps. */
    private void show(Beat beat) {
        if (!beat.tick().second().isBefore(refreshedAt.plus(Ranking.HOLD))) {
            refreshedAt = beat.tick().second();
            take(beat.endpoints());
        }
    }

    private void take(List<EndpointStats> endpoints) {
        LongPredicate seen = names.inSight();
        all = endpoints.stream()
                .filter(each -> seen.test(each.upstreamId()))
                .map(each -> EndpointRow.of(each, names))
                .toList();
        refresh();
    }

    private void refresh() {
        selected = null;
        rows.refreshAll();
        boolean any = !all.isEmpty();
        nothing.setVisible(!any);
        grid.setVisible(any);
        filter.setVisible(any);
        long found = all.stream().filter(row -> row.matches(filter.getValue())).count();
        sentence.setText(
                !any
                        ? "Nothing to compare yet."
                        : found == all.size()
                                ? "%s called in the last 5 minutes.".formatted(counted(found))
                                : "%s of %s called in the last 5 minutes match the filter."
                                        .formatted(Figures.count(found), counted(all.size())));
    }

    private static String counted(long endpoints) {
        return endpoints == 1 ? "1 endpoint" : Figures.count(endpoints) + " endpoints";
    }

    private List<EndpointRow> selected(Query<EndpointRow, Void> query) {
        List<EndpointRow> known = selected;
        if (known == null) {
            var sorting = query.getSortOrders();
            Order order = sorting.isEmpty()
                    ? Order.RATE
                    : Order.byKey(sorting.getFirst().getSorted());
            boolean descending = sorting.isEmpty() || sorting.getFirst().getDirection() == SortDirection.DESCENDING;
            known = EndpointRow.select(all, filter.getValue(), order, descending);
            selected = known;
        }
        return known;
    }

    private void keepInAddress() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!filter.getValue().isBlank()) {
            parameters.put("filter", filter.getValue());
        }
        grid.getSortOrder().stream().findFirst().ifPresent(sort -> {
            parameters.put("sort", sort.getSorted().getKey());
            parameters.put("order", sort.getDirection() == SortDirection.ASCENDING ? "up" : "down");
        });
        getUI().ifPresent(ui -> ui.getPage()
                .getHistory()
                .replaceState(null, new Location("endpoints", QueryParameters.simple(parameters))));
    }
}
