package io.zol0.ui.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The choices of a page in its address, so that a link shows the same again: read as the page opens, written as they change. */
public final class AddressState {
    private final Component page;
    private final Map<String, Choice<?>> choices = new LinkedHashMap<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private String path = "";

    public AddressState(Component page) {
        this.page = page;
    }

    /** A field, and how its value is written. */
    private record Choice<V>(
            HasValue<?, V> field,
            Function<V, String> text,
            Function<String, Optional<V>> value,
            @Nullable V standard) {
        void read(String given) {
            value.apply(given).ifPresent(field::setValue);
        }

        void reset() {
            field.setValue(standard);
        }

        String written() {
            V now = field.getValue();
            return now == null || now.equals(standard) ? "" : text.apply(now);
        }
    }

    /**
     * Keeps a choice; the value that it has now is what it is where the address says nothing.
     *
     * @param text writes a value
     * @param value finds the value of a text that anybody may have written
     */
    public <V> AddressState keep(
            String key, HasValue<?, V> field, Function<V, String> text, Function<String, Optional<V>> value) {
        choices.put(key, new Choice<>(field, text, value, field.getValue()));
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                write();
            }
        });
        return this;
    }

    /** Keeps a choice among some values, which may be others by the time it is read. */
    public <V> AddressState keepOneOf(
            String key, HasValue<?, V> field, Supplier<? extends Collection<V>> among, Function<V, String> text) {
        return keep(
                key,
                field,
                text,
                given -> among.get().stream()
                        .filter(each -> text.apply(each).equals(given))
                        .findFirst());
    }

    /** Keeps a choice among the constants of an enum, by their names in lower case. */
    public <E extends Enum<E>> AddressState keep(String key, HasValue<?, E> field, E[] constants) {
        return keepOneOf(
                key,
                field,
                () -> List.of(constants),
                each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** Keeps a number. */
    public AddressState keepNumber(String key, HasValue<?, Double> field) {
        return keep(
                key,
                field,
                number -> BigDecimal.valueOf(number).stripTrailingZeros().toPlainString(),
                AddressState::number);
    }

    /** Keeps words. */
    public AddressState keepWords(String key, HasValue<?, String> field) {
        return keep(key, field, words -> words, Optional::of);
    }

    /** Sets the fields to what the address says, in the order in which they were kept. */
    public void read(Location location) {
        path = location.getPath();
        parameters.clear();
        location.getQueryParameters().getParameters().forEach((key, values) -> {
            if (!values.isEmpty()) {
                parameters.put(key, values.getFirst());
            }
        });
        choices.keySet().forEach(this::read);
    }

    /** Sets one field again, now that it has more to choose from. */
    public void read(String key) {
        Choice<?> choice = choices.get(key);
        String given = parameters.get(key);
        if (choice != null && given != null) {
            choice.read(given);
        } else if (choice != null) {
            choice.reset();
        }
    }

    /** Keeps something that is no field; empty is nothing. */
    public void put(String key, String value) {
        if (!value.equals(parameters.getOrDefault(key, ""))) {
            set(key, value);
            write();
        }
    }

    /** Writes the choices as they are now, which happens by itself where the reader changes a field. */
    public void write() {
        choices.forEach((key, choice) -> set(key, choice.written()));
        page.getUI()
                .ifPresent(ui -> ui.getPage()
                        .getHistory()
                        .replaceState(null, new Location(path, QueryParameters.simple(parameters))));
    }

    private void set(String key, String value) {
        if (value.isEmpty()) {
            parameters.remove(key);
        } else {
            parameters.put(key, value);
        }
    }

    private static Optional<Double> number(String text) {
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException other) {
            return Optional.empty();
        }
    }
}
