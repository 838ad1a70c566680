package io.zol0.ui.alerts;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.zol0.alerts.Breadth;
import io.zol0.alerts.Measure;
import io.zol0.alerts.Rule;
import io.zol0.alerts.RuleKind;
import io.zol0.alerts.Severity;
import io.zol0.catalog.Problem;
import io.zol0.catalog.Upstream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** The fields of a rule; each says what it takes and what is wrong with it. */
class RuleForm extends Div {
    private static final int TYPING_MILLIS = 500;

    private final TextField name = text("Name", "What alerts and messages call it, such as “Slow order answers”.");
    private final Checkbox enabled = new Checkbox("Judge it");
    private final Select<RuleKind> kind = new Select<>();
    private final ComboBox<Measure> measure = new ComboBox<>("Figure");
    private final Select<Breadth> breadth = new Select<>();
    private final Select<Boolean> above = new Select<>();
    private final TextField level = text("Level", "");
    private final TextField clear = text("Clear level", "");
    private final TextField objective =
            text("Objective", "The share of calls that must be fine, such as 99.9 %. The rest is the error budget.");
    private final TextField window = text("Window", "");
    private final TextField lasting =
            text("For", "How long it has to be bad before there is an alert, such as 1 min. 0 s: at once.");
    private final TextField leastCalls = text("Least calls", "With fewer calls in the window nothing is said.");
    private final Select<Severity> severity = new Select<>();
    private final Select<String> environment = new Select<>();
    private final Select<Upstream> upstream = new Select<>();
    private final TextField endpoints = text("Endpoints", "A pattern, such as GET /api/v3/*. Empty: all.");
    private final TextField caller = text("Caller", "The name of one. Empty: each.");
    private final Details scope = new Details("Only for a part of it");
    private final Function<Rule, List<Problem>> rules;
    private final Consumer<Optional<Rule>> listener;
    private final List<Upstream> upstreams;
    private Rule base = Rule.draft();
    private boolean filling;

    /** @param listener hears what the fields say after each change; empty where something is wrong */
    RuleForm(
            List<Measure> measures,
            List<Upstream> upstreams,
            Function<Rule, List<Problem>> rules,
            Consumer<Optional<Rule>> listener) {
        this.rules = rules;
        this.listener = listener;
        this.upstreams = upstreams;
        addClassName("form");
        select(kind, "It fires when a figure is", RuleKind.values(), RuleKind::words);
        measure.setItems(measures);
        measure.setItemLabelGenerator(each -> each.words());
        measure.setHelperText("Of calls, of ZoL0 and its machine, or any series that is recorded, by its name.");
        select(breadth, "Judged for", Breadth.values(), Breadth::words);
        select(above, "Bad is", new Boolean[] {true, false}, high -> high ? "above the level" : "below the level");
        select(severity, "Severity", Severity.values(), RuleForm::words);
        environment.setLabel("Environment");
        environment.setItems(Stream.concat(
                        Stream.of(""),
                        upstreams.stream().map(Upstream::environment).distinct().sorted())
                .distinct()
                .toList());
        environment.setItemLabelGenerator(each -> each == null || each.isEmpty() ? "any" : each);
        upstream.setLabel("Upstream");
        upstream.setItems(upstreams);
        upstream.setItemLabelGenerator(each -> each == null ? "any" : each.name());
        upstream.setEmptySelectionAllowed(true);
        upstream.setEmptySelectionCaption("any");
        enabled.setHelperText("Switched off, it raises nothing, and what it raised ends.");
        scope.add(inner(environment, upstream, endpoints, caller));
        add(name, kind, measure, breadth, above, level, clear, objective, window, lasting, leastCalls, severity);
        add(scope, enabled);
        Stream.of(name, level, clear, objective, window, lasting, leastCalls, endpoints, caller)
                .forEach(field -> {
                    field.setValueChangeMode(ValueChangeMode.LAZY);
                    field.setValueChangeTimeout(TYPING_MILLIS);
                });
        all().forEach(field -> field.addValueChangeListener(change -> changed()));
        measure.addValueChangeListener(change -> suggest());
        kind.addValueChangeListener(change -> suggest());
        fill(base);
    }

    private static <T> void select(Select<T> select, String label, T[] items, Function<T, String> words) {
        select.setLabel(label);
        select.setItems(items);
        select.setItemLabelGenerator(words::apply);
    }

    private static String words(Severity severity) {
        return switch (severity) {
            case INFO -> "info: worth knowing";
            case WARNING -> "warning: somebody should look today";
            case CRITICAL -> "critical: somebody should look now";
        };
    }

    private static TextField text(String label, String help) {
        TextField field = new TextField(label);
        field.setHelperText(help);
        field.setManualValidation(true);
        return field;
    }

    private static Div inner(com.vaadin.flow.component.Component... fields) {
        Div inner = new Div(fields);
        inner.addClassName("form");
        return inner;
    }

    private List<AbstractField<?, ?>> all() {
        List<AbstractField<?, ?>> all = new ArrayList<>();
        all.addAll(List.of(name, enabled, kind, measure, breadth, above));
        all.addAll(List.of(level, clear, objective, window, lasting, leastCalls, severity));
        all.addAll(List.of(environment, upstream, endpoints, caller));
        return all;
    }

    void fill(Rule rule) {
        filling = true;
        base = rule;
        RuleText text = RuleText.of(rule);
        name.setValue(text.name());
        enabled.setValue(text.enabled());
        kind.setValue(text.kind());
        if (measure.getListDataView().getItems().noneMatch(text.measure()::equals)) {
            measure.setItems(Stream.concat(measure.getListDataView().getItems(), Stream.of(text.measure()))
                    .toList());
        }
        measure.setValue(text.measure());
        breadth.setValue(text.breadth());
        above.setValue(text.above());
        level.setValue(text.level());
        clear.setValue(text.clear());
        objective.setValue(text.objective());
        window.setValue(text.window());
        lasting.setValue(text.lasting());
        leastCalls.setValue(text.leastCalls());
        severity.setValue(text.severity());
        environment.setValue(text.environment());
        upstreams.stream()
                .filter(each -> each.id() == text.upstreamId())
                .findFirst()
                .ifPresentOrElse(upstream::setValue, upstream::clear);
        endpoints.setValue(text.endpoints());
        caller.setValue(text.caller());
        scope.setOpened(!text.environment().isEmpty()
                || text.upstreamId() != 0
                || !text.endpoints().isEmpty()
                || !text.caller().isEmpty());
        filling = false;
        arrange();
        show(List.of());
    }

    /** What was typed, where nothing is wrong with it; otherwise the fields say what is. */
    Optional<Rule> draft() {
        RuleText.Reading reading = text().read(base);
        List<Problem> problems = new ArrayList<>(reading.problems());
        Set<String> unread = new HashSet<>();
        problems.forEach(problem -> unread.add(problem.field()));
        rules.apply(reading.rule()).stream()
                .filter(problem -> !unread.contains(problem.field()))
                .forEach(problems::add);
        show(problems);
        return problems.isEmpty() ? Optional.of(reading.rule()) : Optional.empty();
    }

    private RuleText text() {
        Upstream only = upstream.getValue();
        return new RuleText(
                name.getValue(),
                kind.getValue(),
                Objects.requireNonNullElse(measure.getValue(), base.measure()),
                breadth.getValue(),
                above.getValue(),
                level.getValue(),
                clear.getValue(),
                objective.getValue(),
                window.getValue(),
                lasting.getValue(),
                leastCalls.getValue(),
                severity.getValue(),
                Objects.requireNonNullElse(environment.getValue(), ""),
                only == null ? 0 : only.id(),
                endpoints.getValue(),
                caller.getValue(),
                enabled.getValue());
    }

    /** Says at each field what is wrong with it; a name that is still empty is said to be so only when it is to be saved. */
    void show(List<Problem> problems) {
        Set<Problem> told = new HashSet<>();
        fields().forEach((place, field) -> {
            Optional<Problem> problem =
                    problems.stream().filter(each -> each.field().equals(place)).findFirst();
            problem.ifPresent(told::add);
            field.setInvalid(problem.isPresent());
            field.setErrorMessage(problem.map(Problem::sentence).orElse(""));
        });
        problems.stream().filter(problem -> !told.contains(problem)).forEach(problem -> {
            name.setInvalid(true);
            name.setErrorMessage(problem.sentence());
        });
        if (problems.stream()
                .anyMatch(problem ->
                        problem.field().equals("endpoints") || problem.field().equals("caller"))) {
            scope.setOpened(true);
        }
    }

    void readOnly() {
        all().forEach(field -> field.setReadOnly(true));
    }

    private Map<String, HasValidation> fields() {
        Map<String, HasValidation> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("kind", kind);
        fields.put("measure", measure);
        fields.put("breadth", breadth);
        fields.put("level", level);
        fields.put("clear", clear);
        fields.put("objective", objective);
        fields.put("window", window);
        fields.put("lasting", lasting);
        fields.put("leastCalls", leastCalls);
        fields.put("environment", environment);
        fields.put("endpoints", endpoints);
        fields.put("caller", caller);
        return fields;
    }

    private void changed() {
        if (!filling) {
            arrange();
            listener.accept(draft());
        }
    }

    /** Another figure or another kind begins with levels that make sense for it. */
    private void suggest() {
        if (filling || measure.getValue() == null) {
            return;
        }
        filling = true;
        Suggestion suggestion = Suggestion.of(kind.getValue(), measure.getValue());
        breadth.setValue(suggestion.breadth(breadth.getValue()));
        above.setValue(suggestion.above());
        level.setValue(suggestion.level());
        clear.setValue(suggestion.clear());
        window.setValue(suggestion.window());
        lasting.setValue(suggestion.lasting());
        filling = false;
        changed();
    }

    private void arrange() {
        Measure shown = Objects.requireNonNullElse(measure.getValue(), base.measure());
        RuleKind of = kind.getValue();
        boolean threshold = of == RuleKind.THRESHOLD;
        above.setVisible(threshold);
        level.setVisible(of != RuleKind.ABSENCE);
        clear.setVisible(of != RuleKind.ABSENCE);
        objective.setVisible(of == RuleKind.BURN_RATE);
        boolean ofCalls = shown.isOfCalls() || of == RuleKind.ABSENCE;
        leastCalls.setVisible(ofCalls);
        leastCalls.setLabel(of == RuleKind.ABSENCE ? "Least figures before" : "Least calls");
        leastCalls.setHelperText(
                of == RuleKind.ABSENCE
                        ? "Only what had so many calls or figures in the hour before can be missed."
                        : "With fewer calls in the window nothing is said.");
        endpoints.setVisible(breadth.getValue() == Breadth.ENDPOINT || breadth.getValue() == Breadth.CALLER);
        caller.setVisible(breadth.getValue() == Breadth.CALLER);
        level.setHelperText(
                switch (of) {
                    case THRESHOLD, ABSENCE -> LevelText.help(shown);
                    case BURN_RATE ->
                        "How many times as fast as it may. At 14.4 an hour takes 2 % of a budget of 30 days, at 6 six hours take 5 %.";
                    case ANOMALY -> "A score from 0 to 1; 0.5 is where ZoL0 speaks of an anomaly.";
                });
        clear.setHelperText("Where it is good again, so that an alert does not come and go.");
        window.setHelperText(
                switch (of) {
                    case BURN_RATE -> "The long window, 1 h or 6 h; the short one is a twelfth of it.";
                    case ANOMALY -> "How long an unusual point keeps the alert, such as 30 min.";
                    case ABSENCE -> "How long nothing has to come, 10 s to 1 h.";
                    case THRESHOLD -> "What a value is made of, 10 s to 1 h.";
                });
    }
}
