package io.zol0.ui.insight;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.NumberField;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.Problem;
import io.zol0.insight.Health;
import io.zol0.insight.HealthWeights;
import io.zol0.insight.Term;
import io.zol0.insight.TermSetting;
import io.zol0.insight.WeightsChanged;
import io.zol0.ui.parts.Moment;
import io.zol0.ui.parts.Note;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The weights of the score as a form: the effect of a draft is seen over the past before it is saved. */
class WeightsPart extends Div {
    private final Health health;
    private final HealthPast past;
    private final boolean may;
    private final Map<Term, Row> rows = new EnumMap<>(Term.class);
    private final Div outcome = new Div();
    private final Div versions = new Div();
    private HealthWeights shown = HealthWeights.standard();

    private record Row(NumberField weight, NumberField good, NumberField bad) {}

    WeightsPart(Health health, HealthPast past, boolean may) {
        this.health = health;
        this.past = past;
        this.may = may;
        outcome.getElement().setAttribute("role", "status");
        Paragraph help =
                new Paragraph("A term is 1 at its good figure and 0 at its bad one, in a straight line between."
                        + " The score is the mean of the terms that were measured, by their weights: with a weight of 0 a term"
                        + " does not count. The weights hold for what is shown of the past, too.");
        help.addClassName("quiet");
        add(help);
        Div form = new Div();
        form.addClassName("weights");
        for (Term term : Term.values()) {
            Row row = new Row(
                    field("Weight", term, ""), field("Good", term, term.unit()), field("Bad", term, term.unit()));
            rows.put(term, row);
            H3 title = new H3(term.title());
            Div line = new Div(row.weight(), row.good(), row.bad());
            line.addClassName("form-row");
            form.add(new Div(title, line));
        }
        add(form);
        if (may) {
            Button see = new Button("See the effect over the past", click -> compare());
            Button save = new Button("Save", click -> save());
            save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            Button shipped = new Button("Fill in what was shipped", click -> fill(HealthWeights.standard()));
            shipped.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            Div buttons = new Div(see, save, shipped);
            buttons.addClassName("buttons");
            add(buttons);
        } else {
            Paragraph reader = new Paragraph("An administrator can change them.");
            reader.addClassName("quiet");
            add(reader);
        }
        add(outcome, new H3("Versions"), versions);
    }

    void show(HealthWeights weights) {
        shown = weights;
        fill(weights);
        listVersions();
    }

    private NumberField field(String label, Term term, String unit) {
        NumberField field = new NumberField(label);
        field.setAriaLabel("%s of %s".formatted(label, term.title()));
        if (!unit.isEmpty()) {
            field.setSuffixComponent(new Span(unit));
        }
        field.setReadOnly(!may);
        return field;
    }

    private void fill(HealthWeights weights) {
        rows.forEach((term, row) -> {
            TermSetting setting = weights.terms().getOrDefault(term, term.standard());
            row.weight().setValue(setting.weight());
            row.good().setValue(setting.good());
            row.bad().setValue(setting.bad());
        });
    }

    private HealthWeights draft() {
        Map<Term, TermSetting> terms = new EnumMap<>(Term.class);
        rows.forEach((term, row) ->
                terms.put(term, new TermSetting(number(row.weight()), number(row.good()), number(row.bad()))));
        return new HealthWeights(shown.version(), shown.at(), shown.who(), terms);
    }

    private static double number(NumberField field) {
        Double value = field.getValue();
        return value == null ? Double.NaN : value;
    }

    private void compare() {
        HealthWeights draft = draft();
        List<Problem> problems = draft.problems();
        if (!problems.isEmpty()) {
            say(Note.failed("No score by these weights").text(words(problems)));
            return;
        }
        past.compare(draft);
        say(Note.plain("Not saved yet").text(past.effect(draft)));
    }

    private void save() {
        try {
            HealthWeights saved = health.save(draft());
            show(saved);
            past.count(saved);
            say(
                    Note.done("Saved as version %d".formatted(saved.version()))
                            .text(
                                    "Every score of now and of the past is made with it. To go back, fill in what was there before."));
        } catch (InvalidDraft refused) {
            say(Note.failed("Not saved").text(words(refused.problems())));
        } catch (WeightsChanged meanwhile) {
            shown = meanwhile.current();
            listVersions();
            say(Note.failed("Not saved").text(String.valueOf(meanwhile.getMessage())));
        }
    }

    private static String words(List<Problem> problems) {
        return problems.stream().map(Problem::sentence).collect(Collectors.joining(" "));
    }

    private void say(Note note) {
        outcome.removeAll();
        outcome.add(note);
    }

    private void listVersions() {
        versions.removeAll();
        List<HealthWeights> all = health.versions();
        for (HealthWeights version : all) {
            Button use = new Button("Fill in", click -> fill(version));
            use.addThemeVariants(ButtonVariant.LUMO_SMALL);
            use.setAriaLabel("Fill in version %d".formatted(version.version()));
            use.setVisible(may);
            Span words = new Span(
                    new Span("Version %d by %s ".formatted(version.version(), version.who())),
                    new Moment(version.at()));
            Div line = new Div(words, use);
            line.addClassName("session");
            versions.add(line);
        }
        if (all.isEmpty()) {
            Paragraph none = new Paragraph("As shipped; nobody changed them.");
            none.addClassName("quiet");
            versions.add(none);
        }
    }
}
