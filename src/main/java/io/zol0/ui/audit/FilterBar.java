package io.zol0.ui.audit;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.QueryParameters;
import io.zol0.users.AuditAction;
import io.zol0.users.AuditFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What to look for in the audit. */
class FilterBar extends Div {
    private final TextField who = new TextField("Who");
    private final ComboBox<AuditAction> action = new ComboBox<>("What");
    private final TextField subject = new TextField("On what");
    private final TextField origin = new TextField("From the address");
    private final DatePicker from = new DatePicker("First day");
    private final DatePicker to = new DatePicker("Last day");

    FilterBar(Runnable changed) {
        addClassName("filters");
        who.setPlaceholder("ann");
        subject.setPlaceholder("binance");
        origin.setPlaceholder("203.0.113.7");
        action.setItems(AuditAction.values());
        action.setItemLabelGenerator(AuditAction::words);
        from.setHelperText("In UTC");
        to.setHelperText("In UTC");
        Stream.of(who, subject, origin).forEach(field -> {
            field.setValueChangeMode(ValueChangeMode.LAZY);
            field.setMaxLength(100);
        });
        Stream.of(who, subject, origin).forEach(field -> field.setClearButtonVisible(true));
        Stream.of(from, to).forEach(field -> field.setClearButtonVisible(true));
        action.setClearButtonVisible(true);
        Stream.<AbstractField<?, ?>>of(who, action, subject, origin, from, to)
                .forEach(field -> field.addValueChangeListener(change -> {
                    if (change.isFromClient()) {
                        changed.run();
                    }
                }));
        add(who, action, subject, origin, from, to);
    }

    AuditFilter filter() {
        LocalDate last = to.getValue();
        return new AuditFilter(
                blankToNull(who.getValue()),
                action.getValue(),
                blankToNull(subject.getValue()),
                blankToNull(origin.getValue()),
                begin(from.getValue()),
                last == null ? null : begin(last.plusDays(1)));
    }

    /** What cannot be read is not there. */
    void read(QueryParameters parameters) {
        who.setValue(parameters.getSingleParameter("who").orElse(""));
        subject.setValue(parameters.getSingleParameter("subject").orElse(""));
        origin.setValue(parameters.getSingleParameter("origin").orElse(""));
        action.setValue(parameters
                .getSingleParameter("action")
                .flatMap(name -> Arrays.stream(AuditAction.values())
                        .filter(known -> known.name().equals(name))
                        .findFirst())
                .orElse(null));
        from.setValue(
                parameters.getSingleParameter("from").flatMap(FilterBar::day).orElse(null));
        to.setValue(parameters.getSingleParameter("to").flatMap(FilterBar::day).orElse(null));
    }

    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "who", blankToNull(who.getValue()));
        put(
                parameters,
                "action",
                action.getValue() == null ? null : action.getValue().name());
        put(parameters, "subject", blankToNull(subject.getValue()));
        put(parameters, "origin", blankToNull(origin.getValue()));
        put(parameters, "from", from.getValue());
        put(parameters, "to", to.getValue());
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private static @Nullable Instant begin(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
