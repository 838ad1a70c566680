package io.zol0.ui.audit;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.signals.Signal;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.Note;
import io.zol0.users.AuditEntry;
import io.zol0.users.AuditFilter;
import io.zol0.users.AuditTrail;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.util.List;
import org.springframework.dao.DataAccessException;

/** Who did what, when and from where; the filter is in the address. */
@Route("audit")
@PageTitle("Audit · ZoL0")
@RolesAllowed("ADMIN")
class AuditView extends Main implements BeforeEnterObserver {
    private static final int NARROW = 800;

    private final AuditTrail trail;
    private final FilterBar filter = new FilterBar(this::changed);
    private final Paragraph sentence = new Paragraph();
    private final Div instead = new Div();
    private final Grid<AuditEntry> grid = new Grid<>();
    private final CallbackDataProvider<AuditEntry, Void> rows;
    private final Grid.Column<AuditEntry> card;
    private final List<Grid.Column<AuditEntry>> columns;
    private int found;

    AuditView(AuditTrail trail) {
        this.trail = trail;
        addClassNames("page", "page-full");
        rows = DataProvider.fromCallbacks(
                query -> trail.page(filter.filter(), query.getOffset(), query.getLimit()).stream(), query -> found);
        card = cards();
        columns = table();
        grid.addClassName("audit");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_ROW_STRIPES);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setItemDetailsRenderer(new ComponentRenderer<>(ChangeTable::new));
        grid.setDataProvider(rows);
        Anchor export = new Anchor(this::export, AttachmentType.DOWNLOAD, "Export what is found as CSV");
        export.addClassName("note-action");
        add(new H1("Audit"), sentence, new ChainCheck(trail), filter, export, instead, grid);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        filter.read(event.getLocation().getQueryParameters());
        refresh();
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        var width = attached.getUI().getPage().windowSizeSignal();
        Signal.effect(grid, () -> {
            boolean narrow = width.get().width() < NARROW;
            card.setVisible(narrow);
            columns.forEach(column -> column.setVisible(!narrow));
        });
    }

    private Grid.Column<AuditEntry> cards() {
        return grid.addColumn(LitRenderer.<AuditEntry>of("<div class='row-card'><b>${item.what}</b>"
                                + "<span>${item.subject}</span><span class='quiet'>${item.who}, "
                                + "<zol0-time at='${item.at}'></zol0-time></span></div>")
                        .withProperty("what", AuditEntry::words)
                        .withProperty("subject", AuditEntry::subject)
                        .withProperty("who", AuditView::actor)
                        .withProperty("at", AuditView::millis))
                .setHeader("Entries");
    }

    private List<Grid.Column<AuditEntry>> table() {
        return List.of(
                grid.addColumn(LitRenderer.<AuditEntry>of("<zol0-time at='${item.at}'></zol0-time>")
                                .withProperty("at", AuditView::millis))
                        .setHeader("When")
                        .setWidth("140px")
                        .setFlexGrow(0),
                grid.addColumn(AuditEntry::who).setHeader("Who"),
                grid.addColumn(entry -> entry.origin() == null ? "" : entry.origin())
                        .setHeader("From"),
                grid.addColumn(AuditEntry::words).setHeader("What"),
                grid.addColumn(AuditEntry::subject).setHeader("On what").setFlexGrow(2));
    }

    private void changed() {
        refresh();
        getUI().ifPresent(ui -> ui.getPage()
                .getHistory()
                .replaceState(null, new Location("audit", QueryParameters.simple(filter.parameters()))));
    }

    private void refresh() {
        instead.removeAll();
        AuditFilter wanted = filter.filter();
        try {
            found = Math.toIntExact(Math.min(trail.count(wanted), Integer.MAX_VALUE));
            long all = wanted.equals(AuditFilter.ALL) ? found : trail.count(AuditFilter.ALL);
            sentence.setText("%s. Entries are kept for %d days and %s."
                    .formatted(
                            found == all
                                    ? counted(all)
                                    : "%s of %s match the filter".formatted(Figures.count(found), counted(all)),
                            trail.retentionDays(),
                            trail.isEnforced()
                                    ? "cannot be changed with ZoL0's own rights in the database"
                                    : "could be changed by ZoL0's database user, which owns the tables:"
                                            + " set ZOL0_DB_MIGRATION_USER to prevent that"));
            if (found == 0) {
                instead.add(
                        Note.empty("Nothing matches the filter").text("Use fewer words, another action or more days."));
            }
        } catch (DataAccessException e) {
            found = 0;
            sentence.setText("");
            instead.add(Note.failed("The audit cannot be read now")
                    .text("The database does not answer; /health says more. Reload the page to try again."));
        }
        grid.setVisible(found > 0);
        rows.refreshAll();
    }

    private void export(DownloadEvent download) throws IOException {
        download.setFileName("zol0-audit.csv");
        download.setContentType("text/csv; charset=utf-8");
        trail.export(filter.filter(), download.getOutputStream());
    }

    private static String counted(long entries) {
        return entries == 1 ? "1 entry" : Figures.count(entries) + " entries";
    }

    private static String actor(AuditEntry entry) {
        return entry.origin() == null ? entry.who() : entry.who() + " from " + entry.origin();
    }

    private static String millis(AuditEntry entry) {
        return Long.toString(entry.at().toEpochMilli());
    }
}
