package io.zol0.ui.insight;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.insight.Dependencies;
import io.zol0.insight.Finding;
import io.zol0.insight.Happening;
import io.zol0.insight.LevelChange;
import io.zol0.insight.Quantity;
import io.zol0.insight.Trace;
import io.zol0.metrics.Answer;
import io.zol0.ui.parts.AddressState;
import io.zol0.ui.parts.Moment;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What depends on what, in words, as a matrix and over each other; and what changed its level, with what happened before. */
@Route("insight/correlations")
@PageTitle("Correlations · ZoL0")
@PermitAll
class CorrelationsView extends Main implements BeforeEnterObserver {
    private static final int SHOWN = 25;

    private final Dependencies dependencies;
    private final Beside beside;
    private final Paragraph sentence = new Paragraph();
    private final Select<Dependencies.Span> spans = new Select<>();
    private final ComboBox<Quantity> focus = new ComboBox<>("Only what has to do with");
    private final Div instead = new Div();
    private final OrderedList findings = new OrderedList();
    private final Paragraph about = new Paragraph();
    private final Panel together = new Panel("Both over each other");
    private final Panel all = new Panel("Matrix");
    private final Matrix matrix = new Matrix();
    private final Overlay overlay = new Overlay();
    private final UnorderedList changes = new UnorderedList();
    private final Paragraph noChanges = new Paragraph();
    private final Div content = new Div();
    private final AddressState state = new AddressState(this);
    private Dependencies.@Nullable Picture picture;

    CorrelationsView(Dependencies dependencies, Beside beside) {
        this.dependencies = dependencies;
        this.beside = beside;
        addClassName("page");
        spans.setLabel("Time");
        spans.setItems(Dependencies.Span.values());
        spans.setItemLabelGenerator(Dependencies.Span::words);
        spans.setValue(Dependencies.Span.DAY);
        spans.addValueChangeListener(change -> getUI().ifPresent(this::ask));
        focus.setItemLabelGenerator(Quantity::words);
        focus.addClassName("wide");
        focus.setClearButtonVisible(true);
        focus.setPlaceholder("everything");
        focus.addValueChangeListener(change -> list());
        state.keep("time", spans, Dependencies.Span.values())
                .keepOneOf("with", focus, () -> picture == null ? List.of() : picture.quantities(), Quantity::key);
        Div filters = new Div(spans, focus);
        filters.addClassName("filters");
        about.addClassName("quiet");
        findings.addClassNames("plain-list", "findings");
        changes.addClassNames("plain-list", "findings");
        noChanges.addClassName("quiet");
        content.add(
                new Panel("What depends on what")
                        .about("the strongest first; that two things move together does not say which is the cause")
                        .with(findings, about),
                together.about("of the dependency that is chosen").with(overlay),
                all.about("ρ of the quantities with most findings").with(matrix),
                new Panel("Changes of level")
                        .about("the largest first, with what happened in the 15 minutes before")
                        .with(noChanges, changes));
        content.setVisible(false);
        add(new H1("Correlations"), sentence, new InsightNav("insight/correlations"), filters, instead, content);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        ask(attached.getUI());
    }

    private void ask(UI ui) {
        Dependencies.Span span = spans.getValue();
        sentence.setText("");
        instead.removeAll();
        instead.add(Note.loading("Looking through " + span.words())
                .text(
                        "Every pair of latencies, errors, waits, the machine's figures and what the business reports is compared"
                                + " at lags of up to 15 minutes. This takes a few seconds."));
        content.setVisible(false);
        beside.work(ui, () -> dependencies.look(span), this::take, () -> {
            instead.removeAll();
            instead.add(Note.failed("The history could not be looked through"));
        });
    }

    private void take(Answer<Dependencies.Picture> answer) {
        instead.removeAll();
        switch (answer) {
            case Answer.Unavailable<Dependencies.Picture>(String reason) ->
                instead.add(Note.failed("The history is unavailable").text(reason));
            case Answer.Found<Dependencies.Picture>(Dependencies.Picture found) -> {
                picture = found;
                Quantity kept = focus.getValue();
                List<Quantity> known = found.quantities().stream()
                        .sorted(Comparator.comparing(Quantity::words))
                        .toList();
                focus.setItems(known);
                if (kept != null && known.contains(kept)) {
                    focus.setValue(kept);
                } else {
                    state.read("with");
                }
                content.setVisible(true);
                list();
                show(found.changes());
            }
        }
    }

    private void list() {
        Dependencies.Picture found = picture;
        if (found == null) {
            return;
        }
        Quantity only = focus.getValue();
        List<Finding> fitting = found.findings().stream()
                .filter(finding -> only == null || finding.concerns(only))
                .toList();
        findings.removeAll();
        fitting.stream().limit(SHOWN).forEach(finding -> findings.add(item(finding)));
        sentence.setText(
                found.pairs() == 0
                        ? "There is not enough data yet: it takes 30 minutes in which two things were measured."
                        : fitting.isEmpty()
                                ? "No dependency that is hardly there by chance, among %,d pairs."
                                        .formatted(found.pairs())
                                : "%d of %,d %s on each other."
                                        .formatted(
                                                fitting.size(),
                                                found.pairs(),
                                                fitting.size() == 1 ? "pairs depends" : "pairs depend"));
        about.setText(
                "%d quantities were looked at in steps of %d min; %d had too few values or one value only, and %,d pairs belong"
                                .formatted(found.traces(), found.step().toMinutes(), found.unusable(), found.tied())
                        + " together by what they are. Of the findings at most 5 % are there by chance (Benjamini–Yekutieli). "
                        + (found.seasonRemoved()
                                ? "The daily pattern was taken out."
                                : "The daily pattern is still in it: it takes three days to know what is daily."));
        together.setVisible(!fitting.isEmpty());
        all.setVisible(!found.findings().isEmpty());
        matrix.show(found.findings());
        fitting.stream().findFirst().ifPresentOrElse(this::open, overlay::removeAll);
    }

    private ListItem item(Finding finding) {
        Button words = new Button(finding.sentence(), click -> open(finding));
        words.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE);
        words.addClassName("finding-button");
        ListItem item = new ListItem(words);
        item.addClassName("event");
        return item;
    }

    private void open(Finding finding) {
        Dependencies.Picture found = picture;
        if (found == null) {
            return;
        }
        getUI().ifPresent(ui -> beside.work(
                ui,
                () -> dependencies.traces(
                        Set.of(finding.leader().key(), finding.follower().key()),
                        found.from(),
                        found.to(),
                        found.step()),
                came -> {
                    if (came instanceof Answer.Found<List<Trace>>(List<Trace> traces)) {
                        overlay.show(finding, traces, found.from(), found.step());
                    } else {
                        overlay.removeAll();
                        overlay.add(Note.plain("The history is unavailable").text("Choose it again in a moment."));
                    }
                },
                overlay::removeAll));
    }

    private void show(List<LevelChange> all) {
        changes.removeAll();
        noChanges.setText(
                all.isEmpty()
                        ? "Nothing changed its level in this time beyond what it does by itself. A change is told when the new level has held for eight steps; sooner it cannot be told from an outlier."
                        : "");
        noChanges.setVisible(all.isEmpty());
        for (LevelChange change : all) {
            Quantity quantity = change.quantity();
            Span what = new Span(
                    quantity.path().isEmpty()
                            ? new Span(quantity.words())
                            : new Anchor(quantity.path(), quantity.words()),
                    new Span(" went from %s to %s "
                            .formatted(
                                    InsightFigures.value(change.before(), quantity.unit()),
                                    InsightFigures.value(change.after(), quantity.unit()))),
                    new Moment(change.at()));
            Div words = new Div(what);
            words.addClassName("change-words");
            if (change.happenings().isEmpty()) {
                words.add(quiet("Nothing that ZoL0 knows of happened just before."));
            }
            for (Happening happening : change.happenings().stream().limit(5).toList()) {
                Span before =
                        quiet("Just before, %s: %s ".formatted(happening.kind().words(), happening.sentence()));
                before.add(new Moment(happening.at()));
                words.add(before);
            }
            ListItem item = new ListItem(words);
            item.addClassNames("event", "finding");
            changes.add(item);
        }
    }

    private static Span quiet(String text) {
        Span span = new Span(text);
        span.addClassNames("quiet", "breaks");
        return span;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        state.read(event.getLocation());
    }
}
