package io.zol0.ui.insight;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.insight.ReportMail;
import io.zol0.insight.ReportMails;
import io.zol0.insight.Reports;
import io.zol0.notify.Attempt;
import io.zol0.notify.Channel;
import io.zol0.notify.Flaw;
import io.zol0.notify.Outcome;
import io.zol0.ui.parts.Note;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which reports go by mail to whom, and the form to add and change them. */
class ReportMailPart extends Div {
    private static final int USUAL_HOUR = 7;

    private final ReportMails mails;
    private final Beside beside;
    private final boolean may;
    private final List<Channel> carriers;
    private final Div list = new Div();
    private final Div form = new Div();
    private final Div outcome = new Div();
    private final Select<Reports.Kind> kind = new Select<>();
    private final Select<Integer> hour = new Select<>();
    private final ComboBox<String> zone = new ComboBox<>("Time zone");
    private final Select<Channel> channel = new Select<>();
    private final TextField recipients = new TextField("To");
    private final Checkbox enabled = new Checkbox("Send it");
    private final Button save = new Button("Add", click -> save());
    private final Map<String, HasValidation> fields = new LinkedHashMap<>();
    private ZoneId viewer = ZoneId.of("UTC");
    private long id;
    private long version;

    ReportMailPart(ReportMails mails, Beside beside, boolean may) {
        this.mails = mails;
        this.beside = beside;
        this.may = may;
        this.carriers = mails.carriers();
        outcome.addClassName("outcome");
        outcome.getElement().setAttribute("role", "status");
        zone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
        add(list);
        if (carriers.isEmpty()) {
            Note note = Note.empty("No e-mail channel yet").text("Reports go by the mail server of an e-mail channel.");
            add(
                    may
                            ? note.link("Add an e-mail channel", "settings/channels/new")
                            : note.text("An administrator can add one."));
        } else if (may) {
            build();
            add(form, outcome);
            fill(null);
        } else {
            Paragraph reader = new Paragraph("An administrator can change them.");
            reader.addClassName("quiet");
            add(reader, outcome);
        }
        show();
    }

    /** Times are meant by the viewer's clock where nothing else was chosen. */
    void useZone(ZoneId told) {
        viewer = told;
        if (id == 0) {
            zone.setValue(told.getId());
        }
    }

    private void build() {
        kind.setLabel("Report of a");
        kind.setItems(Reports.Kind.values());
        kind.setItemLabelGenerator(ReportMailPart::words);
        hour.setLabel("Sent at");
        hour.setItems(IntStream.range(0, 24).boxed().toList());
        hour.setItemLabelGenerator("%d:00"::formatted);
        hour.setHelperText("On the day after; a week's on Monday");
        zone.setHelperText("In which days begin, such as Europe/Berlin");
        channel.setLabel("By the channel");
        channel.setItems(carriers);
        channel.setItemLabelGenerator(Channel::name);
        recipients.setHelperText(
                "Addresses with commas between, such as team@example.com; empty for those of the channel");
        recipients.addClassName("wide");
        put("kind", kind);
        put("hour", hour);
        put("zone", zone);
        put("channel", channel);
        put("recipients", recipients);
        Div first = new Div(kind, hour, zone);
        first.addClassName("filters");
        Div second = new Div(channel, recipients);
        second.addClassName("filters");
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Div buttons = new Div(save, new Button("Clear the form", click -> fill(null)));
        buttons.addClassName("buttons");
        form.add(first, second, enabled, buttons);
    }

    private <F extends Component & HasValidation & HasValue<?, ?>> void put(String key, F field) {
        fields.put(key, field);
        field.setManualValidation(true);
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                mark(mails.flawsOf(typed()).stream()
                        .filter(flaw -> flaw.field().equals(key))
                        .toList());
            }
        });
    }

    private void fill(@Nullable ReportMail mail) {
        id = mail == null ? 0 : mail.id();
        version = mail == null ? 0 : mail.version();
        kind.setValue(mail == null ? Reports.Kind.DAY : mail.kind());
        hour.setValue(mail == null ? USUAL_HOUR : mail.hour());
        zone.setValue(mail == null ? viewer.getId() : mail.zone().getId());
        channel.setValue(carriers.stream()
                .filter(each -> mail == null || each.id() == mail.channelId())
                .findFirst()
                .orElse(null));
        recipients.setValue(mail == null ? "" : String.join(", ", mail.recipients()));
        enabled.setValue(mail == null || mail.enabled());
        save.setText(mail == null ? "Add" : "Save the change");
        mark(List.of());
    }

    private ReportMail typed() {
        String place = zone.getValue();
        return new ReportMail(
                id,
                enabled.getValue(),
                kind.getValue(),
                hour.getValue(),
                place == null ? viewer : ZoneId.of(place),
                channel.getValue() == null ? 0 : channel.getValue().id(),
                Stream.of(recipients.getValue().split("[,;\\s]+"))
                        .filter(each -> !each.isEmpty())
                        .toList(),
                version);
    }

    private void mark(List<Flaw> flaws) {
        fields.forEach((key, field) -> {
            Optional<Flaw> flaw =
                    flaws.stream().filter(each -> each.field().equals(key)).findFirst();
            field.setInvalid(flaw.isPresent());
            field.setErrorMessage(flaw.map(Flaw::sentence).orElse(""));
        });
    }

    private void save() {
        switch (mails.save(typed())) {
            case Outcome.Saved<ReportMail>(ReportMail now) -> {
                say(Note.done("Saved")
                        .text(
                                now.enabled()
                                        ? "The first one is that of the %s that runs now.".formatted(words(now.kind()))
                                        : "It is not sent until it is switched on."));
                fill(null);
                show();
            }
            case Outcome.Refused<ReportMail>(var flaws) -> {
                mark(flaws);
                say(Note.failed("Not saved").text(flaws.getFirst().sentence()));
            }
            case Outcome.Stale<ReportMail>(ReportMail now) -> {
                fill(now);
                show();
                say(Note.failed("Not saved")
                        .text("Somebody changed it meanwhile; the form shows how it is now. Change it again."));
            }
            case Outcome.Gone<ReportMail> gone -> {
                fill(null);
                show();
                say(Note.failed("Not saved").text("Somebody removed it meanwhile."));
            }
        }
    }

    private void remove(ReportMail mail) {
        if (mails.remove(mail.id(), mail.version()) instanceof Outcome.Stale<ReportMail>) {
            say(Note.failed("Not removed").text("Somebody changed it meanwhile; look at it again."));
        } else {
            say(Note.done("Removed").text("The %s is not sent any more.".formatted(name(mail))));
        }
        fill(null);
        show();
    }

    private void sendNow(ReportMail mail) {
        say(Note.loading("Sending").text("The report is made and sent, which may take a minute."));
        beside.work(
                UI.getCurrent(),
                () -> mails.sendNow(mail.id()),
                attempt -> say(attempt.map(ReportMailPart::came)
                        .orElseGet(() -> Note.failed("Not sent").text("Somebody removed it meanwhile."))),
                () -> say(Note.failed("Not sent").text("The report could not be made.")));
    }

    private static Note came(Attempt attempt) {
        return attempt instanceof Attempt.Delivered
                ? Note.done("The mail server has it").text(attempt.said())
                : Note.failed("Not sent").text(attempt.said());
    }

    private void say(Note note) {
        outcome.removeAll();
        outcome.add(note);
    }

    private void show() {
        list.removeAll();
        List<ReportMail> all = mails.all();
        if (all.isEmpty()) {
            Paragraph none = new Paragraph("No report is sent by mail.");
            none.addClassName("quiet");
            list.add(none);
        }
        for (ReportMail mail : all) {
            Div buttons = new Div(small("Send now", mail, () -> sendNow(mail)));
            if (may) {
                buttons.add(small("Change", mail, () -> fill(mail)), small("Remove", mail, () -> remove(mail)));
            }
            buttons.addClassName("buttons");
            Span words = new Span(sentence(mail));
            words.addClassName("breaks");
            Div line = new Div(words, buttons);
            line.addClassName("session");
            list.add(line);
        }
    }

    private static Button small(String label, ReportMail mail, Runnable work) {
        Button button = new Button(label, click -> work.run());
        button.addThemeVariants(ButtonVariant.LUMO_SMALL);
        button.setAriaLabel("%s: %s".formatted(label, name(mail)));
        return button;
    }

    private String sentence(ReportMail mail) {
        String by = carriers.stream()
                .filter(each -> each.id() == mail.channelId())
                .findFirst()
                .map(each -> (mail.recipients().isEmpty()
                                ? "those of the channel "
                                : String.join(", ", mail.recipients()) + " by ")
                        + each.name())
                .orElse("nobody");
        return "%sReport of %s at %d:00 of %s to %s"
                .formatted(
                        mail.enabled() ? "" : "Switched off: ",
                        mail.kind() == Reports.Kind.DAY ? "the day, every day" : "the week, on Mondays",
                        mail.hour(),
                        mail.zone().getId(),
                        by);
    }

    private static String name(ReportMail mail) {
        return "report of a %s, number %d".formatted(words(mail.kind()), mail.id());
    }

    private static String words(Reports.Kind kind) {
        return kind.words().toLowerCase(Locale.ROOT);
    }
}
