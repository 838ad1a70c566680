package io.zol0.ui.limits;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.catalog.Problem;
import io.zol0.limits.Control;
import io.zol0.limits.KeySource;
import io.zol0.limits.Quota;
import io.zol0.limits.WhenEmpty;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a quota; each says what is wrong with it once it was left. */
class QuotaForm extends Div {
    private final TextField name = text("Name", "What answers and pages call it, such as weight");
    private final Checkbox enabled = new Checkbox("Check calls against it");
    private final WindowRows windows = new WindowRows(this::changed);
    private final Select<WhenEmpty> whenEmpty = new Select<>();
    private final TextField maxWait =
            text("Longest wait", "A call that would wait longer is refused at once. Such as 5 s");
    private final TextField margin =
            text("Margin", "Share of every window that stays unused, for what is not seen here");
    private final TextField reserve =
            text("Reserve", "Share of the rest that only calls of high priority may take, such as orders");
    private final TextField minInterval =
            text("Least time between two calls", "0 for none. Such as 50 ms, to spread bursts");
    private final TextArea endpoints = new TextArea("Endpoints it is about");
    private final Checkbox perCaller = new Checkbox("A budget for each caller");
    private final Checkbox perEndpoint = new Checkbox("A budget for each endpoint");
    private final Checkbox perKey = new Checkbox("A budget for each API key of the provider");
    private final Select<KeySource.Place> keyPlace = new Select<>();
    private final TextField keyName = text("Its name", "Such as X-MBX-APIKEY; only a keyed hash of the key is kept");
    private final WeightRows weights = new WeightRows(this::changed);
    private final Select<Control.Mode> mode = new Select<>();
    private final TextField floor =
            text("Floor", "It never lets through less than this share of the first window. Such as 10 %");
    private final TextField ceiling =
            text("Ceiling", "Nor more than this. Above 100 % it may find that the provider allows more. Such as 150 %");
    private final Details scopeDetails = new Details("What it is about");
    private final Details weightDetails = new Details("Weights and priorities");
    private final Details controlDetails = new Details("Learning the real limit");
    private final Function<Quota, List<Problem>> rules;
    private final Consumer<Optional<Quota>> listener;
    private @Nullable Quota base;
    private boolean filling;

    /** @param listener hears what the fields say after each change; empty where something is wrong */
    QuotaForm(Function<Quota, List<Problem>> rules, Consumer<Optional<Quota>> listener) {
        this.rules = rules;
        this.listener = listener;
        addClassName("form");
        whenEmpty.setLabel("When it is empty");
        whenEmpty.setItems(WhenEmpty.values());
        whenEmpty.setItemLabelGenerator(Choices::words);
        keyPlace.setLabel("The key is in");
        keyPlace.setItems(KeySource.Place.values());
        keyPlace.setItemLabelGenerator(Choices::words);
        keyPlace.setValue(KeySource.Place.HEADER);
        mode.setLabel("Operating level");
        mode.setItems(Control.Mode.values());
        mode.setItemLabelGenerator(Choices::words);
        endpoints.setHelperText("Patterns, one a line, such as GET /api/v3/*. Empty for all calls of the upstream.");
        endpoints.setManualValidation(true);
        enabled.setHelperText("Switched off, it holds nothing back and counts nothing.");
        scopeDetails.add(inner(endpoints, perCaller, perEndpoint, perKey, keyPlace, keyName));
        weightDetails.add(weights);
        controlDetails.add(inner(mode, floor, ceiling));
        add(name, enabled, windows, whenEmpty, maxWait, margin, reserve, minInterval);
        add(scopeDetails, weightDetails, controlDetails);
        all().forEach(field -> field.addValueChangeListener(change -> changed()));
        arrange();
    }

    private static Div inner(com.vaadin.flow.component.Component... fields) {
        Div inner = new Div(fields);
        inner.addClassName("form");
        return inner;
    }

    private List<AbstractField<?, ?>> all() {
        List<AbstractField<?, ?>> all = new ArrayList<>(List.of(name, enabled, maxWait, margin, reserve, minInterval));
        all.addAll(List.of(endpoints, perCaller, perEndpoint, perKey, keyName, floor, ceiling));
        all.addAll(List.of(whenEmpty, keyPlace, mode));
        return all;
    }

    void fill(Quota quota) {
        filling = true;
        base = quota;
        QuotaText text = QuotaText.of(quota);
        name.setValue(text.name());
        enabled.setValue(text.enabled());
        windows.fill(text.windows());
        whenEmpty.setValue(text.whenEmpty());
        maxWait.setValue(quota.whenEmpty() == WhenEmpty.QUEUE ? text.maxWait() : "5 s");
        margin.setValue(text.margin());
        reserve.setValue(text.reserve());
        minInterval.setValue(text.minInterval());
        endpoints.setValue(text.endpoints());
        perCaller.setValue(text.perCaller());
        perEndpoint.setValue(text.perEndpoint());
        perKey.setValue(text.keyPlace() != null);
        if (text.keyPlace() != null) {
            keyPlace.setValue(text.keyPlace());
        }
        keyName.setValue(text.keyName());
        weights.fill(text.weights());
        mode.setValue(text.mode());
        floor.setValue(text.floor());
        ceiling.setValue(text.ceiling());
        filling = false;
        arrange();
        show(List.of());
    }

    /** What was typed, where nothing is wrong with it; otherwise the fields say what is. */
    Optional<Quota> draft() {
        QuotaText.Reading reading = read();
        List<Problem> problems = problems(reading);
        show(problems);
        return problems.isEmpty() ? Optional.of(reading.quota()) : Optional.empty();
    }

    /** Says at each field what is wrong with it, and opens what would hide one. */
    void show(List<Problem> problems) {
        Set<Problem> told = new HashSet<>();
        fields().forEach((place, field) -> {
            Optional<Problem> problem =
                    problems.stream().filter(each -> each.field().equals(place)).findFirst();
            problem.ifPresent(told::add);
            field.setInvalid(problem.isPresent());
            field.setErrorMessage(problem.map(Problem::sentence).orElse(""));
        });
        // What no field of the form is about.
        problems.stream().filter(problem -> !told.contains(problem)).forEach(problem -> {
            name.setInvalid(true);
            name.setErrorMessage(problem.sentence());
        });
        open(problems, "scope", scopeDetails);
        open(problems, "costs", weightDetails);
        open(problems, "control", controlDetails);
    }

    void readOnly() {
        all().forEach(field -> field.setReadOnly(true));
        windows.readOnly();
        weights.readOnly();
    }

    private static void open(List<Problem> problems, String prefix, Details details) {
        if (problems.stream().anyMatch(problem -> problem.field().startsWith(prefix))) {
            details.setOpened(true);
        }
    }

    private Map<String, HasValidation> fields() {
        Map<String, HasValidation> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("maxWait", maxWait);
        fields.put("margin", margin);
        fields.put("reserve", reserve);
        fields.put("minInterval", minInterval);
        fields.put("scope.endpoints", endpoints);
        fields.put("scope.key", keyName);
        fields.put("control.floor", floor);
        fields.put("control.ceiling", ceiling);
        windows.fields(fields::put);
        weights.fields(fields::put);
        return fields;
    }

    private void changed() {
        if (!filling) {
            arrange();
            listener.accept(draft());
        }
    }

    private void arrange() {
        maxWait.setVisible(whenEmpty.getValue() == WhenEmpty.QUEUE);
        whenEmpty.setHelperText(
                whenEmpty.getValue() == WhenEmpty.SERVE_STALE
                        ? "Needs a cache policy of the endpoint or its upstream by which the last good answer is served when a"
                                + " call is refused, or for some time when the upstream fails; else it is as with 429."
                        : "");
        keyPlace.setVisible(perKey.getValue());
        keyName.setVisible(perKey.getValue());
        boolean controlled = mode.getValue() != null && mode.getValue() != Control.Mode.OFF;
        mode.setHelperText(Choices.explained(mode.getValue() == null ? Control.Mode.OFF : mode.getValue()));
        floor.setVisible(controlled);
        ceiling.setVisible(controlled);
    }

    private List<Problem> problems(QuotaText.Reading reading) {
        Set<String> unread = new HashSet<>();
        reading.problems().forEach(problem -> unread.add(problem.field()));
        List<Problem> problems = new ArrayList<>(reading.problems());
        rules.apply(reading.quota()).stream()
                .filter(problem -> !unread.contains(problem.field()))
                .forEach(problems::add);
        return problems;
    }

    private QuotaText.Reading read() {
        Quota opened = base;
        if (opened == null) {
            throw new IllegalStateException("the form was not filled yet");
        }
        return new QuotaText(
                        name.getValue(),
                        enabled.getValue(),
                        whenEmpty.getValue(),
                        maxWait.getValue(),
                        windows.values(),
                        endpoints.getValue(),
                        perCaller.getValue(),
                        perEndpoint.getValue(),
                        perKey.getValue() ? keyPlace.getValue() : null,
                        keyName.getValue(),
                        weights.values(),
                        margin.getValue(),
                        reserve.getValue(),
                        minInterval.getValue(),
                        mode.getValue(),
                        floor.getValue(),
                        ceiling.getValue())
                .read(opened);
    }

    private static TextField text(String label, String help) {
        TextField field = new TextField(label);
        field.setHelperText(help);
        field.setManualValidation(true);
        return field;
    }
}
