package io.zol0.ui.channels;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.timepicker.TimePicker;
import io.zol0.catalog.Upstream;
import io.zol0.notify.Channel;
import io.zol0.notify.Flaw;
import io.zol0.notify.Hours;
import io.zol0.notify.MessageRoute;
import io.zol0.notify.Urgency;
import io.zol0.ui.parts.Durations;
import io.zol0.ui.parts.Durations.Reading;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a route; each says what is wrong with it once it was left. */
class RouteForm extends Div {
    private final Select<Urgency> least = new Select<>();
    private final Select<String> environment = new Select<>();
    private final Select<Upstream> upstream = new Select<>();
    private final TextField endpoints = new TextField("Endpoints");
    private final CheckboxGroup<DayOfWeek> days = new CheckboxGroup<>("Days");
    private final TimePicker from = new TimePicker("From");
    private final TimePicker until = new TimePicker("Until");
    private final ComboBox<String> zone = new ComboBox<>("Time zone");
    private final Select<Channel> channel = new Select<>();
    private final TextField digest = new TextField("Gather for");
    private final Checkbox tellsEnd = new Checkbox("Also say when it is over");
    private final TextField escalateAfter = new TextField("Pass on after");
    private final Select<Channel> escalateChannel = new Select<>();
    private final Checkbox enabled = new Checkbox("In force");
    private final Map<String, HasValidation> fields = new LinkedHashMap<>();
    private final Set<String> left = new HashSet<>();
    private final Function<MessageRoute, List<Flaw>> rules;
    private final List<Channel> channels;
    private final List<Upstream> upstreams;
    private long id;
    private long version;

    RouteForm(
            List<Channel> channels,
            List<Upstream> upstreams,
            List<String> environments,
            Function<MessageRoute, List<Flaw>> rules) {
        this.channels = channels;
        this.upstreams = upstreams;
        this.rules = rules;
        addClassName("form");
        least.setLabel("Alerts");
        least.setItems(Urgency.values());
        least.setItemLabelGenerator(RouteWords::least);
        environment.setLabel("Environment");
        environment.setItems(environments);
        environment.setEmptySelectionAllowed(true);
        environment.setEmptySelectionCaption("any");
        environment.setItemLabelGenerator(each -> each == null ? "any" : each);
        upstream.setLabel("Upstream");
        upstream.setItems(upstreams);
        upstream.setEmptySelectionAllowed(true);
        upstream.setEmptySelectionCaption("any");
        upstream.setItemLabelGenerator(each -> each == null ? "any" : each.name());
        endpoints.setHelperText("A pattern such as GET /api/v3/*, in which * stands for anything; empty for any");
        days.setItems(DayOfWeek.values());
        days.setItemLabelGenerator(RouteWords::day);
        from.setHelperText("The same time in both fields: the whole day");
        until.setHelperText("Before the other one: on the next day");
        zone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
        zone.setHelperText("Such as Europe/Berlin");
        choice(channel, "Channel");
        digest.setHelperText("Such as 15 min, sent together at its end; 0 s to send each at once");
        escalateAfter.setHelperText("Such as 15 min, where nobody acknowledged by then; 0 s for never");
        choice(escalateChannel, "Pass on to");
        escalateChannel.setEmptySelectionAllowed(true);
        escalateChannel.setEmptySelectionCaption("nobody");
        put("least", least);
        put("environment", environment);
        put("upstream", upstream);
        put("endpoints", endpoints);
        put("days", days);
        put("from", from);
        put("until", until);
        put("zone", zone);
        put("channel", channel);
        put("digest", digest);
        put("escalateAfter", escalateAfter);
        put("escalateChannel", escalateChannel);
        Div times = new Div(from, until, zone);
        times.addClassName("form-row");
        add(
                new H3("Which alerts"),
                least,
                environment,
                upstream,
                endpoints,
                new H3("When"),
                days,
                times,
                new H3("How"),
                channel,
                digest,
                tellsEnd,
                escalateAfter,
                escalateChannel,
                enabled);
    }

    private void choice(Select<Channel> select, String label) {
        select.setLabel(label);
        select.setItems(channels);
        select.setItemLabelGenerator(each -> each == null
                ? "nobody"
                : "%s (%s)".formatted(each.name(), each.kind().words()));
    }

    private <F extends Component & HasValidation & HasValue<?, ?>> void put(String key, F field) {
        fields.put(key, field);
        field.setManualValidation(true);
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                left.add(key);
                show(flaws());
            }
        });
    }

    void fill(MessageRoute route) {
        id = route.id();
        version = route.version();
        least.setValue(route.least());
        if (!route.environment().isEmpty()
                && environment.getListDataView().getItems().noneMatch(route.environment()::equals)) {
            environment.getListDataView().addItem(route.environment());
        }
        environment.setValue(route.environment().isEmpty() ? null : route.environment());
        upstream.setValue(upstreams.stream()
                .filter(each -> each.id() == route.upstreamId())
                .findFirst()
                .orElse(null));
        endpoints.setValue(route.endpoints());
        days.setValue(route.hours().days());
        from.setValue(route.hours().from());
        until.setValue(route.hours().until());
        zone.setValue(route.hours().zone().getId());
        channel.setValue(byId(route.channelId()));
        digest.setValue(Durations.write(route.digest()));
        tellsEnd.setValue(route.tellsEnd());
        escalateAfter.setValue(Durations.write(route.escalateAfter()));
        escalateChannel.setValue(byId(route.escalateChannelId()));
        enabled.setValue(route.enabled());
        left.clear();
        show(List.of());
    }

    private @Nullable Channel byId(long channelId) {
        return channels.stream()
                .filter(each -> each.id() == channelId)
                .findFirst()
                .orElse(null);
    }

    void readOnly() {
        List.<AbstractField<?, ?>>of(endpoints, digest, tellsEnd, escalateAfter, enabled)
                .forEach(field -> field.setReadOnly(true));
        least.setReadOnly(true);
        environment.setReadOnly(true);
        upstream.setReadOnly(true);
        days.setReadOnly(true);
        from.setReadOnly(true);
        until.setReadOnly(true);
        zone.setReadOnly(true);
        channel.setReadOnly(true);
        escalateChannel.setReadOnly(true);
    }

    /** What was chosen, where nothing is wrong with it; otherwise the fields say what is. */
    Optional<MessageRoute> route() {
        left.addAll(fields.keySet());
        List<Flaw> flaws = flaws();
        show(flaws);
        return flaws.isEmpty() ? Optional.of(typed()) : Optional.empty();
    }

    /** Says at each field that was left what is wrong with it. */
    void show(List<Flaw> flaws) {
        fields.forEach((key, field) -> {
            Optional<Flaw> flaw = flaws.stream()
                    .filter(each -> each.field().equals(key) && left.contains(key))
                    .findFirst();
            field.setInvalid(flaw.isPresent());
            field.setErrorMessage(flaw.map(Flaw::sentence).orElse(""));
        });
    }

    private List<Flaw> flaws() {
        List<Flaw> flaws = new ArrayList<>();
        Map.of("digest", digest, "escalateAfter", escalateAfter).forEach((key, field) -> {
            if (Durations.read(field.getValue()) instanceof Reading.Unread(String sentence)) {
                flaws.add(new Flaw(key, sentence));
            }
        });
        if (zone.getValue() == null) {
            flaws.add(new Flaw("zone", "Choose a time zone, such as Europe/Berlin."));
        }
        rules.apply(typed()).stream()
                .filter(flaw -> flaws.stream().noneMatch(other -> other.field().equals(flaw.field())))
                .toList()
                .forEach(flaws::add);
        return flaws;
    }

    private MessageRoute typed() {
        String named = environment.getValue();
        String place = zone.getValue();
        return new MessageRoute(
                id,
                enabled.getValue(),
                least.getValue(),
                named == null ? "" : named,
                upstream.getValue() == null ? 0 : upstream.getValue().id(),
                endpoints.getValue().strip(),
                new Hours(
                        days.getValue(), time(from), time(until), place == null ? ZoneId.of("UTC") : ZoneId.of(place)),
                channel.getValue() == null ? 0 : channel.getValue().id(),
                time(digest),
                tellsEnd.getValue(),
                time(escalateAfter),
                escalateChannel.getValue() == null
                        ? 0
                        : escalateChannel.getValue().id(),
                version);
    }

    private static LocalTime time(TimePicker field) {
        LocalTime chosen = field.getValue();
        return chosen == null ? LocalTime.MIDNIGHT : chosen;
    }

    private static Duration time(TextField field) {
        return switch (Durations.read(field.getValue())) {
            case Reading.Read(Duration time) -> time;
            case Reading.Unread(String sentence) -> Duration.ZERO;
        };
    }
}
