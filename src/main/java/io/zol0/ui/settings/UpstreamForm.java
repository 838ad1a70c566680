package io.zol0.ui.settings;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.catalog.Problem;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstream.Protocol;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.limits.Preset;
import io.zol0.ui.parts.Durations;
import io.zol0.ui.parts.Durations.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of an upstream; each says what is wrong with it once it was left. */
class UpstreamForm extends Div {
    private final TextField name = text("Name", "First part of the path that callers use: /binance/api/v3/time");
    private final TextField baseUrl =
            text("Base URL", "Where calls go on to, with https:// in front. An example: https://api.binance.com");
    private final ComboBox<String> environment = new ComboBox<>("Environment");
    private final ComboBox<Preset> preset = new ComboBox<>("Provider");
    private final Checkbox enabled = new Checkbox("Forward calls");
    private final Select<Protocol> protocol = new Select<>();
    private final TextField connect = text("Longest wait for a connection", "Such as 5 s");
    private final TextField response =
            text("Longest wait for an answer", "From the call's sending to the head of the answer. Such as 30 s");
    private final TextField total =
            text("Longest time in all", "From the call's arrival to the answer's last byte. Such as 5 min");
    private final Checkbox locations = new Checkbox("Map redirects back to the gateway");
    private final Checkbox cookies = new Checkbox("Keep cookies to this upstream's path");
    private final Map<String, HasValidation> fields = new LinkedHashMap<>();
    private final Set<String> left = new HashSet<>();
    private final Function<UpstreamDraft, List<Problem>> rules;
    private final List<Preset> presets;
    private boolean demo;

    UpstreamForm(List<String> environments, List<Preset> presets, Function<UpstreamDraft, List<Problem>> rules) {
        this.rules = rules;
        this.presets = presets;
        preset.setItems(presets);
        preset.setItemLabelGenerator(Preset::title);
        preset.setClearButtonVisible(true);
        preset.setHelperText(
                "Whose API it is: tells how its answers speak of limits, and which headers are credentials."
                        + " None where it is not in the list.");
        preset.setManualValidation(true);
        addClassName("form");
        environment.setItems(environments);
        environment.setAllowCustomValue(true);
        environment.addCustomValueSetListener(typed -> environment.setValue(typed.getDetail()));
        environment.setHelperText(
                "A label whose figures can be compared with another's, such as production or staging.");
        environment.setManualValidation(true);
        protocol.setLabel("HTTP version");
        protocol.setItems(Protocol.values());
        protocol.setItemLabelGenerator(UpstreamForm::words);
        protocol.setHelperText("Automatic is right unless the provider says otherwise.");
        Details more = new Details("Time-outs and details", details());
        more.setOpened(false);
        enabled.setHelperText("Switched off, callers get 503 and the upstream hears nothing.");
        field("name", name);
        field("baseUrl", baseUrl);
        field("environment", environment);
        field("preset", preset);
        field("connectTimeout", connect);
        field("responseTimeout", response);
        field("totalTimeout", total);
        add(name, baseUrl, environment, preset, enabled, more);
    }

    private Div details() {
        locations.setHelperText("A Location into the upstream is answered as a path of the gateway.");
        cookies.setHelperText("So that upstreams do not see each other's cookies.");
        Div inner = new Div(connect, response, total, protocol, locations, cookies);
        inner.addClassName("form");
        return inner;
    }

    private <F extends Component & HasValidation & HasValue<?, ?>> void field(String key, F field) {
        fields.put(key, field);
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                left.add(key);
                show(problems());
            }
        });
    }

    void fill(UpstreamDraft draft) {
        demo = draft.demo();
        name.setValue(draft.name());
        baseUrl.setValue(draft.baseUrl());
        environment.setValue(draft.environment());
        preset.setValue(presetOf(draft));
        enabled.setValue(draft.enabled());
        protocol.setValue(draft.protocol());
        connect.setValue(Durations.write(draft.connectTimeout()));
        response.setValue(Durations.write(draft.responseTimeout()));
        total.setValue(Durations.write(draft.totalTimeout()));
        locations.setValue(draft.mapsLocations());
        cookies.setValue(draft.scopesCookies());
        left.clear();
        show(List.of());
    }

    private @Nullable Preset presetOf(UpstreamDraft draft) {
        return presets.stream()
                .filter(each -> each.name().equals(draft.preset()))
                .findFirst()
                .orElse(null);
    }

    /** Takes over what is another now than it was before, but where something else was typed. */
    void rebase(UpstreamDraft before, UpstreamDraft now) {
        rows().forEach(row -> row.rebase(before, now));
        show(problems());
    }

    /** What is another now than it was, such as {@code environment production → canary}. */
    String differences(Upstream before, Upstream now) {
        UpstreamDraft old = UpstreamDraft.of(before);
        UpstreamDraft current = UpstreamDraft.of(now);
        return rows().map(row -> row.difference(old, current))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
    }

    /** Each field with what it shows of an upstream. */
    private Stream<Row<?>> rows() {
        return Stream.of(
                new Row<>("name", name, UpstreamDraft::name),
                new Row<>("base URL", baseUrl, UpstreamDraft::baseUrl),
                new Row<>("environment", environment, UpstreamDraft::environment),
                new Row<>("provider", preset, this::presetOf),
                new Row<>("forwards calls", enabled, UpstreamDraft::enabled),
                new Row<>("HTTP version", protocol, UpstreamDraft::protocol),
                new Row<>("longest wait for a connection", connect, each -> Durations.write(each.connectTimeout())),
                new Row<>("longest wait for an answer", response, each -> Durations.write(each.responseTimeout())),
                new Row<>("longest time in all", total, each -> Durations.write(each.totalTimeout())),
                new Row<>("maps redirects back", locations, UpstreamDraft::mapsLocations),
                new Row<>("keeps cookies to its path", cookies, UpstreamDraft::scopesCookies));
    }

    private record Row<V>(String words, HasValue<?, V> field, Function<UpstreamDraft, V> of) {
        void rebase(UpstreamDraft before, UpstreamDraft now) {
            if (Objects.equals(field.getValue(), of.apply(before))) {
                field.setValue(of.apply(now));
            }
        }

        Optional<String> difference(UpstreamDraft before, UpstreamDraft now) {
            V old = of.apply(before);
            V current = of.apply(now);
            return Objects.equals(old, current)
                    ? Optional.empty()
                    : Optional.of("%s %s → %s".formatted(words, UpstreamForm.words(old), UpstreamForm.words(current)));
        }
    }

    private static String words(@Nullable Object value) {
        return switch (value) {
            case null -> "none";
            case Boolean yes -> yes ? "yes" : "no";
            case Protocol version -> words(version);
            case Preset named -> named.title();
            default -> value.toString();
        };
    }

    /** What was typed, where nothing is wrong with it; otherwise the fields say what is. */
    Optional<UpstreamDraft> draft() {
        left.addAll(fields.keySet());
        List<Problem> problems = problems();
        show(problems);
        if (!problems.isEmpty()) {
            open(problems);
            return Optional.empty();
        }
        return Optional.of(typed(Duration.ZERO));
    }

    /** Says at each field what is wrong with it. */
    void show(List<Problem> problems) {
        fields.forEach((key, field) -> {
            Optional<Problem> problem = problems.stream()
                    .filter(each -> each.field().equals(key) && left.contains(key))
                    .findFirst();
            field.setInvalid(problem.isPresent());
            field.setErrorMessage(problem.map(Problem::sentence).orElse(""));
        });
    }

    void readOnly() {
        List.<AbstractField<?, ?>>of(name, baseUrl, enabled, protocol, connect, response, total, locations, cookies)
                .forEach(field -> field.setReadOnly(true));
        environment.setReadOnly(true);
        preset.setReadOnly(true);
    }

    private void open(List<Problem> problems) {
        boolean hidden = problems.stream().anyMatch(problem -> problem.field().endsWith("Timeout"));
        getChildren()
                .filter(Details.class::isInstance)
                .map(Details.class::cast)
                .filter(details -> hidden)
                .forEach(details -> details.setOpened(true));
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        Map.of("connectTimeout", connect, "responseTimeout", response, "totalTimeout", total)
                .forEach((key, field) -> {
                    if (Durations.read(field.getValue()) instanceof Reading.Unread(String sentence)) {
                        problems.add(new Problem(key, sentence));
                    }
                });
        Set<String> unread = new HashSet<>();
        problems.forEach(problem -> unread.add(problem.field()));
        rules.apply(typed(Duration.ofSeconds(1))).stream()
                .filter(problem -> !unread.contains(problem.field()))
                .forEach(problems::add);
        return problems;
    }

    private UpstreamDraft typed(Duration whereUnread) {
        String label = environment.getValue();
        return new UpstreamDraft(
                name.getValue().strip(),
                baseUrl.getValue().strip(),
                label == null ? "" : label.strip(),
                enabled.getValue(),
                demo,
                protocol.getValue(),
                time(connect, whereUnread),
                time(response, whereUnread),
                time(total, whereUnread),
                locations.getValue(),
                cookies.getValue(),
                preset.getValue() == null ? null : preset.getValue().name());
    }

    private static Duration time(TextField field, Duration whereUnread) {
        return switch (Durations.read(field.getValue())) {
            case Reading.Read(Duration time) -> time;
            case Reading.Unread(String sentence) -> whereUnread;
        };
    }

    private static String words(Protocol protocol) {
        return switch (protocol) {
            case AUTO -> "Automatic";
            case HTTP_1_1 -> "HTTP/1.1";
            case HTTP_2 -> "HTTP/2";
        };
    }

    private static TextField text(String label, String help) {
        TextField field = new TextField(label);
        field.setHelperText(help);
        field.setManualValidation(true);
        return field;
    }
}
