package io.zol0.ui.business;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadEvent;
import io.zol0.ingest.BusinessMetric;
import io.zol0.ingest.BusinessUploads;
import io.zol0.ingest.NotTaken;
import io.zol0.ingest.Uploaded;
import io.zol0.metrics.SeriesKind;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.LiveRows;
import io.zol0.ui.parts.LiveRows.Cell;
import io.zol0.ui.parts.LiveRows.Column;
import io.zol0.ui.parts.Panel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes a CSV file of values of one metric, and tells what became of its lines. */
class UploadPart extends Panel {
    private static final int LARGEST_BYTES = 1_000_000_000;
    private static final int SHOWN = 20;

    private final BusinessUploads uploads;
    private final ComboBox<String> metric = new ComboBox<>("Metric");
    private final Select<SeriesKind> kind = new Select<>();
    private final TextField unit = new TextField("Unit");
    private final Upload upload = new Upload();
    private final Paragraph outcome = new Paragraph();
    private final LiveRows problems = new LiveRows(
            "Lines that do not count", SHOWN, "", List.of(new Column("Line", "when"), new Column("Why", "name")));
    private Map<String, BusinessMetric> known = Map.of();
    private volatile Choice choice = new Choice("", SeriesKind.GAUGE, "");

    /** What the fields say, for the thread that reads the file; what is known already is not said again. */
    private record Choice(
            String name,
            @Nullable SeriesKind kind,
            @Nullable String unit) {}

    UploadPart(BusinessUploads uploads) {
        super("Upload a CSV file");
        this.uploads = uploads;
        // Without any, not even one that is written could be set.
        metric.setItems(List.of());
        metric.setAllowCustomValue(true);
        metric.setPlaceholder("orders");
        metric.setHelperText("One that is there, or a new one: a-z, 0-9, _ and dots");
        metric.addCustomValueSetListener(custom -> metric.setValue(custom.getDetail()));
        metric.addValueChangeListener(change -> choose());
        kind.setLabel("Kind");
        kind.setItems(SeriesKind.values());
        kind.setItemLabelGenerator(Amounts::words);
        kind.setValue(SeriesKind.GAUGE);
        kind.addValueChangeListener(change -> choose());
        unit.setPlaceholder("EUR");
        unit.setMaxLength(20);
        unit.setHelperText("Shown behind values; may be empty");
        unit.addValueChangeListener(change -> choose());
        Div fields = new Div(metric, kind, unit);
        fields.addClassName("filters");
        Paragraph help = new Paragraph("The first line names the columns: value, time (2026-11-23T12:00:00Z; without"
                + " it every value is of now) and one for each label. A broken line is left out and told, all others"
                + " count.");
        help.addClassName("quiet");
        upload.setMaxFiles(1);
        upload.setMaxFileSize(LARGEST_BYTES);
        upload.setAcceptedFileExtensions(".csv", ".txt", ".tsv");
        upload.setUploadHandler(this::take);
        upload.addFileRejectedListener(rejected -> say(rejected.getErrorMessage()));
        outcome.getElement().setAttribute("role", "status");
        problems.setVisible(false);
        with(help, fields, upload, outcome, problems);
        choose();
    }

    /** The metrics that there are. */
    void know(List<BusinessMetric> all) {
        Map<String, BusinessMetric> now = all.stream().collect(Collectors.toMap(BusinessMetric::name, each -> each));
        if (!now.keySet().equals(known.keySet())) {
            String chosen = metric.getValue();
            metric.setItems(now.keySet().stream().sorted().toList());
            metric.setValue(chosen);
        }
        known = now;
        choose();
    }

    private void choose() {
        String name = metric.getValue() == null ? "" : metric.getValue().strip();
        BusinessMetric there = known.get(name);
        kind.setEnabled(there == null);
        unit.setEnabled(there == null);
        if (there != null) {
            kind.setValue(there.kind());
            unit.setValue(there.unit());
        }
        choice = there == null ? new Choice(name, kind.getValue(), unit.getValue()) : new Choice(name, null, null);
    }

    /** On the thread of the request, which reads the file as it comes. */
    private void take(UploadEvent event) throws IOException {
        UI ui = event.getUI();
        Choice chosen = choice;
        if (chosen.name().isEmpty()) {
            event.reject("Choose a metric first.");
            ui.access(() -> say("Choose a metric first, then the file."));
            return;
        }
        try {
            ui.access(() -> say("Reading " + event.getFileName() + "…"));
            Uploaded uploaded = uploads.take(chosen.name(), chosen.kind(), chosen.unit(), event.getInputStream());
            ui.access(() -> show(uploaded));
        } catch (NotTaken refused) {
            event.reject(String.valueOf(refused.getMessage()));
            ui.access(() -> say(String.valueOf(refused.getMessage())));
        }
    }

    private void say(String sentence) {
        outcome.setText(sentence);
        problems.setVisible(false);
    }

    private void show(Uploaded uploaded) {
        outcome.setText(sentence(uploaded));
        problems.setVisible(!uploaded.problems().isEmpty());
        problems.show(uploaded.problems().stream()
                .map(problem ->
                        List.<Cell>of(new Cell.Text(Long.toString(problem.line())), new Cell.Text(problem.detail())))
                .toList());
    }

    static String sentence(Uploaded uploaded) {
        String accepted =
                Figures.whole(uploaded.accepted()) + (uploaded.accepted() == 1 ? " row counts" : " rows count");
        String refused = uploaded.refused() == 0
                ? "; none was left out."
                : "; " + Figures.whole(uploaded.refused()) + (uploaded.refused() == 1 ? " was" : " were")
                        + " left out, "
                        + (uploaded.refused() > SHOWN
                                ? "the first " + SHOWN + " of which are"
                                : "which " + (uploaded.refused() == 1 ? "is" : "are"))
                        + " listed below.";
        String stopped = uploaded.stopped();
        return accepted + refused + (stopped == null ? "" : " " + stopped);
    }
}
