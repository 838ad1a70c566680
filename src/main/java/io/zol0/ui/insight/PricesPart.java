package io.zol0.ui.insight;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.Upstream;
import io.zol0.insight.Costs;
import io.zol0.insight.Price;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** Prices of upstreams with the day from which they hold, their budgets, and the currency. */
class PricesPart extends Div {
    private final Costs costs;
    private final Names names;
    private final Runnable changed;
    private final Select<Upstream> upstream = new Select<>();
    private final NumberField perCall = amount("For a call");
    private final NumberField perWeight = amount("For a unit of weight");
    private final NumberField perGb = amount("For a gigabyte");
    private final NumberField perHour = amount("For an hour of its work");
    private final DatePicker from = new DatePicker("From this day on, UTC");
    private final NumberField budget = amount("Budget of a month");
    private final TextField currency = new TextField("Currency");
    private final Div outcome = new Div();
    private final Div list = new Div();

    PricesPart(Costs costs, Names names, Clock clock, boolean may, Runnable changed) {
        this.costs = costs;
        this.names = names;
        this.changed = changed;
        List<Upstream> all = names.upstreams();
        upstream.setLabel("Upstream");
        upstream.setItems(all);
        upstream.setItemLabelGenerator(Upstream::name);
        upstream.addValueChangeListener(change -> fill());
        from.setValue(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).withDayOfMonth(1));
        currency.setHelperText("Three capitals, such as EUR");
        budget.setHelperText("Empty for none; a rule tells when the forecast is above it");
        perHour.setHelperText("The time that calls were with it, all of them together");
        outcome.getElement().setAttribute("role", "status");
        Paragraph help = new Paragraph(
                "A price holds from its day on until the next one. Calls that went to the provider"
                        + " count, whatever it answered; what the cache answered does not. The weight is that of the upstream's quotas.");
        help.addClassName("quiet");
        add(help);
        if (may && !all.isEmpty()) {
            upstream.setValue(all.getFirst());
            Div row = new Div(upstream, perCall, perWeight, perGb, perHour, from);
            row.addClassName("filters");
            Button save = new Button("Set the price", click -> save());
            save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            Div more = new Div(budget, currency);
            more.addClassName("filters");
            Div setting = new Div(save);
            setting.addClassName("buttons");
            Div others = new Div(
                    new Button("Set the budget", click -> saveBudget()),
                    new Button("Set the currency", click -> saveCurrency()));
            others.addClassName("buttons");
            add(row, setting, more, others, outcome);
        } else if (!may) {
            Paragraph reader = new Paragraph("An operator can set them.");
            reader.addClassName("quiet");
            add(reader);
        }
        add(new H3("Prices over time"), list);
    }

    void show(Costs.Bill bill) {
        currency.setValue(bill.currency());
        Stream.of(perCall, perWeight, perGb, perHour, budget)
                .forEach(amount -> amount.setSuffixComponent(new Span(bill.currency())));
        list.removeAll();
        List<Price> all = costs.prices();
        for (Price price : all.reversed()) {
            Div line = new Div("%s from %s: %s a call, %s a unit of weight, %s a gigabyte, %s an hour; set by %s"
                    .formatted(
                            names.upstream(price.upstreamId()),
                            LocalDate.ofInstant(price.from(), ZoneOffset.UTC),
                            Money.words(price.perCall(), bill.currency()),
                            Money.words(price.perWeight(), bill.currency()),
                            Money.words(price.perGb(), bill.currency()),
                            Money.words(price.perComputeHour(), bill.currency()),
                            price.who()));
            line.addClassNames("event", "breaks");
            list.add(line);
        }
        if (all.isEmpty()) {
            Paragraph none = new Paragraph("No price was set yet.");
            none.addClassName("quiet");
            list.add(none);
        }
        Upstream chosen = upstream.getValue();
        bill.upstreams().stream()
                .filter(each -> chosen != null && each.upstream().id() == chosen.id())
                .findFirst()
                .ifPresent(each -> budget.setValue(each.budget().orElse(null)));
    }

    private static NumberField amount(String label) {
        NumberField field = new NumberField(label);
        field.setMin(0);
        return field;
    }

    private void fill() {
        Upstream chosen = upstream.getValue();
        if (chosen != null) {
            List<Price> of = costs.prices().stream()
                    .filter(price -> price.upstreamId() == chosen.id())
                    .toList();
            perCall.setValue(of.isEmpty() ? 0 : of.getLast().perCall());
            perWeight.setValue(of.isEmpty() ? 0 : of.getLast().perWeight());
            perGb.setValue(of.isEmpty() ? 0 : of.getLast().perGb());
            perHour.setValue(of.isEmpty() ? 0 : of.getLast().perComputeHour());
        }
    }

    private void save() {
        LocalDate day = from.getValue();
        Upstream chosen = upstream.getValue();
        if (day == null || chosen == null) {
            say(Note.failed("Not set").text("Choose an upstream, and the day from which the price holds."));
            return;
        }
        attempt(
                () -> costs.set(new Price(
                        chosen.id(),
                        day.atStartOfDay().toInstant(ZoneOffset.UTC),
                        number(perCall),
                        number(perWeight),
                        number(perGb),
                        number(perHour),
                        "")),
                "The price of %s holds from %s on.".formatted(chosen.name(), day));
    }

    private void saveBudget() {
        Upstream chosen = upstream.getValue();
        if (chosen != null) {
            Double amount = budget.getValue();
            attempt(
                    () -> costs.setBudget(chosen.id(), amount == null ? 0 : amount),
                    amount == null
                            ? "%s has no budget.".formatted(chosen.name())
                            : "%s has a budget.".formatted(chosen.name()));
        }
    }

    private void saveCurrency() {
        attempt(() -> costs.setCurrency(currency.getValue().strip()), "All prices are in it; their numbers stay.");
    }

    private void attempt(Runnable change, String done) {
        try {
            change.run();
            say(Note.done("Set").text(done));
            changed.run();
        } catch (InvalidDraft refused) {
            say(Note.failed("Not set").text(String.valueOf(refused.getMessage())));
        }
    }

    private void say(Note note) {
        outcome.removeAll();
        outcome.add(note);
    }

    private static double number(NumberField field) {
        Double value = field.getValue();
        return value == null ? 0 : value;
    }
}
