package io.zol0.ui.alerts;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.zol0.alerts.Rule;
import io.zol0.alerts.Severity;
import io.zol0.alerts.Silence;
import io.zol0.catalog.Problem;
import io.zol0.catalog.Upstream;
import io.zol0.ui.parts.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of a silence or a maintenance window. */
class SilenceForm extends Div {
    private final TextField reason = new TextField("Why");
    private final Select<Boolean> maintenance = new Select<>();
    private final ComboBox<Rule> rule = new ComboBox<>("Rule");
    private final Select<String> environment = new Select<>();
    private final Select<Upstream> upstream = new Select<>();
    private final TextField endpoints = new TextField("Endpoints");
    private final Select<Severity> mostSevere = new Select<>();
    private final DateTimePicker begins = new DateTimePicker("Begins");
    private final TextField length = new TextField("Lasts");
    private final Checkbox weekly = new Checkbox("Every week");
    private final ComboBox<String> zone = new ComboBox<>("Time zone");
    private final DateTimePicker until = new DateTimePicker("Until (optional)");
    private final Paragraph fits = new Paragraph();
    private final List<Rule> rules;
    private final List<Upstream> upstreams;
    private final Function<Silence, List<Problem>> check;
    private final Function<Silence, String> effect;
    private Silence base;
    private boolean filling;

    /** @param effect what a silence would do, in a sentence */
    SilenceForm(
            Silence base,
            List<Rule> rules,
            List<Upstream> upstreams,
            Function<Silence, List<Problem>> check,
            Function<Silence, String> effect) {
        this.base = base;
        this.rules = rules;
        this.upstreams = upstreams;
        this.check = check;
        this.effect = effect;
        addClassName("form");
        reason.setHelperText("Stands beside what is muted, such as “Exchange is being upgraded”.");
        maintenance.setLabel("Kind");
        maintenance.setItems(false, true);
        maintenance.setItemLabelGenerator(planned -> planned ? "maintenance window, planned" : "silence, from now on");
        rule.setItems(rules);
        rule.setItemLabelGenerator(Rule::name);
        rule.setClearButtonVisible(true);
        rule.setPlaceholder("any");
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
        endpoints.setHelperText("A pattern, such as GET /api/v3/*. Empty: all.");
        mostSevere.setLabel("Mutes up to");
        mostSevere.setItems(Severity.values());
        mostSevere.setItemLabelGenerator(Severity::words);
        mostSevere.setHelperText("What is more severe comes through.");
        length.setHelperText("Such as 30 min, 2 h or 3 d.");
        weekly.setHelperText("Again each week at the same time of the clock.");
        zone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
        zone.setHelperText("Whose clock it goes by.");
        fits.getElement().setAttribute("role", "status");
        fits.addClassName("quiet");
        Stream.of(reason, endpoints, length).forEach(field -> {
            field.setManualValidation(true);
            field.setValueChangeMode(ValueChangeMode.LAZY);
        });
        begins.setManualValidation(true);
        until.setManualValidation(true);
        add(reason, maintenance, begins, length, weekly, zone, until);
        add(rule, environment, upstream, endpoints, mostSevere, fits);
        fill(base);
        all().forEach(field -> field.addValueChangeListener(change -> changed()));
    }

    /** Times are told by the browser's clock where nothing else was chosen. */
    void useZone(String id) {
        if (base.id() == 0 && ZoneId.getAvailableZoneIds().contains(id)) {
            zone.setValue(id);
            begins.setValue(local(base.beginsAt(), ZoneId.of(id)));
        }
    }

    final void fill(Silence silence) {
        filling = true;
        base = silence;
        reason.setValue(silence.reason());
        maintenance.setValue(silence.maintenance());
        zone.setValue(
                silence.zone().getId().equals("Z") ? "UTC" : silence.zone().getId());
        begins.setValue(local(silence.beginsAt(), silence.zone()));
        length.setValue(Durations.write(Duration.between(silence.beginsAt(), silence.endsAt())));
        weekly.setValue(silence.weekly());
        Instant last = silence.until();
        until.setValue(last == null ? null : local(last, silence.zone()));
        rules.stream()
                .filter(each -> each.id() == silence.ruleId())
                .findFirst()
                .ifPresentOrElse(rule::setValue, rule::clear);
        environment.setValue(silence.environment());
        upstreams.stream()
                .filter(each -> each.id() == silence.upstreamId())
                .findFirst()
                .ifPresentOrElse(upstream::setValue, upstream::clear);
        endpoints.setValue(silence.endpoints());
        mostSevere.setValue(silence.mostSevere());
        filling = false;
        arrange();
        fits.setText(effect.apply(silence));
    }

    void readOnly() {
        all().forEach(field -> field.setReadOnly(true));
    }

    private List<AbstractField<?, ?>> all() {
        List<AbstractField<?, ?>> all = new ArrayList<>();
        all.addAll(List.of(reason, maintenance, begins, length, weekly, zone, until));
        all.addAll(List.of(rule, environment, upstream, endpoints, mostSevere));
        return all;
    }

    /** What was typed, where nothing is wrong with it; otherwise the fields say what is. */
    Optional<Silence> draft() {
        List<Problem> problems = new ArrayList<>();
        Silence typed = typed(problems);
        Set<String> unread = new HashSet<>();
        problems.forEach(problem -> unread.add(problem.field()));
        check.apply(typed).stream()
                .filter(problem -> !unread.contains(problem.field()))
                .forEach(problems::add);
        show(problems);
        return problems.isEmpty() ? Optional.of(typed) : Optional.empty();
    }

    void show(List<Problem> problems) {
        Map<String, HasValidation> fields = new LinkedHashMap<>();
        fields.put("reason", reason);
        fields.put("begins", begins);
        fields.put("ends", length);
        fields.put("until", until);
        fields.put("endpoints", endpoints);
        Set<Problem> told = new HashSet<>();
        fields.forEach((place, field) -> {
            Optional<Problem> problem =
                    problems.stream().filter(each -> each.field().equals(place)).findFirst();
            problem.ifPresent(told::add);
            field.setInvalid(problem.isPresent());
            field.setErrorMessage(problem.map(Problem::sentence).orElse(""));
        });
        problems.stream().filter(problem -> !told.contains(problem)).forEach(problem -> {
            reason.setInvalid(true);
            reason.setErrorMessage(problem.sentence());
        });
    }

    private Silence typed(List<Problem> problems) {
        ZoneId clock = ZoneId.of(Objects.requireNonNullElse(zone.getValue(), "UTC"));
        boolean planned = maintenance.getValue();
        LocalDateTime chosen = begins.getValue();
        Instant from = planned && chosen != null ? chosen.atZone(clock).toInstant() : base.beginsAt();
        if (planned && chosen == null) {
            problems.add(new Problem("begins", "Choose a day and a time."));
        }
        Duration lasts = switch (Durations.read(length.getValue())) {
            case Durations.Reading.Read(Duration time) -> time;
            case Durations.Reading.Unread(String sentence) -> {
                problems.add(new Problem("ends", sentence));
                yield Duration.ofHours(1);
            }
        };
        boolean repeats = planned && weekly.getValue();
        LocalDateTime last = until.getValue();
        Upstream only = upstream.getValue();
        Rule of = rule.getValue();
        return new Silence(
                base.id(),
                planned,
                of == null ? 0 : of.id(),
                Objects.requireNonNullElse(environment.getValue(), ""),
                only == null ? 0 : only.id(),
                endpoints.getValue().strip(),
                mostSevere.getValue(),
                from,
                from.plus(lasts),
                repeats,
                clock,
                repeats && last != null ? last.atZone(clock).toInstant() : null,
                reason.getValue(),
                base.who(),
                base.version());
    }

    private void changed() {
        if (!filling) {
            arrange();
            fits.setText(effect.apply(typed(new ArrayList<>())));
        }
    }

    private void arrange() {
        boolean planned = maintenance.getValue();
        begins.setVisible(planned);
        weekly.setVisible(planned);
        zone.setVisible(planned);
        until.setVisible(planned && weekly.getValue());
    }

    private static @Nullable LocalDateTime local(Instant time, ZoneId zone) {
        return time.atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES);
    }
}
