package io.zol0.ui.business;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.ingest.BusinessMetric;
import io.zol0.ingest.BusinessMetrics;
import io.zol0.ingest.BusinessUploads;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesPoint;
import io.zol0.ui.parts.Beat;
import io.zol0.ui.parts.Beside;
import io.zol0.ui.parts.CopyLine;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.Live;
import io.zol0.ui.parts.LiveRows;
import io.zol0.ui.parts.LiveRows.Cell;
import io.zol0.ui.parts.LiveRows.Column;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.parts.Ranking;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figures of the business that somebody reports. */
@Route("business")
@PageTitle("Business · ZoL0")
@PermitAll
class BusinessView extends Main {
    private static final Duration HOUR = Duration.ofHours(1);

    private final BusinessMetrics metrics;
    private final SeriesHistory history;
    private final Beside beside = new Beside("business");
    private final Paragraph sentence = new Paragraph("Looking for figures…");
    private final Div nothing = new Div();
    private final Panel table;
    private final @Nullable UploadPart upload;
    private final LiveRows rows = new LiveRows(
            "Business metrics",
            BusinessMetrics.MOST,
            "Nothing was reported yet.",
            List.of(
                    new Column("Metric", "name"),
                    new Column("Last hour", "number"),
                    new Column("Kind", "less"),
                    new Column("Sets of labels", "number less"),
                    new Column("Trend", "trend")));
    private Instant refreshedAt = Instant.MIN;

    BusinessView(
            Live live,
            BusinessMetrics metrics,
            SeriesHistory history,
            BusinessUploads uploads,
            AuthenticationContext login) {
        this.metrics = metrics;
        this.history = history;
        addClassName("page");
        table = new Panel("Metrics")
                .about("of a level what was told last, of amounts those of the last hour")
                .with(rows);
        upload = login.hasRole("OPERATOR") ? new UploadPart(uploads) : null;
        nothing.setVisible(false);
        table.setVisible(false);
        add(new H1("Business"), sentence, nothing, table);
        if (upload != null) {
            add(upload);
        }
        Signal.effect(this, () -> live.shown().get().ifPresent(this::show));
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        ask(attached.getUI());
        attached.getUI()
                .getPage()
                .fetchCurrentURL(url -> nothing.add(Note.empty("No figure of the business was reported yet")
                        .text("Orders, revenue, sign-ups: report a value as it comes, with a token that may report"
                                + " (Settings, Tokens), and this page shows it within seconds. Alert rules can watch it as"
                                + " business.orders.")
                        .with(new CopyLine(
                                "curl line", CurlToReport.of(url.getProtocol() + "://" + url.getAuthority())))));
    }

    private void show(Beat beat) {
        Instant now = beat.tick().second();
        if (!beside.isAsking() && !now.isBefore(refreshedAt.plus(Ranking.HOLD))) {
            refreshedAt = now;
            getUI().ifPresent(this::ask);
        }
    }

    private void ask(UI ui) {
        beside.ask(ui, metrics::all, this::fill);
    }

    private void fill(List<BusinessMetric> all) {
        nothing.setVisible(all.isEmpty());
        table.setVisible(!all.isEmpty());
        sentence.setText(
                all.isEmpty()
                        ? "What the business makes of it all, beside the figures of its calls."
                        : Figures.count(all.size()) + (all.size() == 1 ? " metric" : " metrics") + " of at most "
                                + BusinessMetrics.MOST + ".");
        rows.show(all.stream().map(this::row).toList());
        if (upload != null) {
            upload.know(all);
        }
    }

    private List<Cell> row(BusinessMetric metric) {
        List<SeriesPoint> points = history.live(metric.whole(), HOUR);
        return List.of(
                new Cell.Link(metric.name(), "business/" + metric.name()),
                new Cell.Text(Amounts.newest(metric, points)),
                new Cell.Text(Amounts.words(metric.kind())),
                new Cell.Text(Figures.count(metric.sets().size())),
                new Cell.Trend(Amounts.trend(metric.kind(), points)));
    }
}
