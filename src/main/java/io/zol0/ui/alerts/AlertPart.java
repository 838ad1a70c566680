package io.zol0.ui.alerts;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.alerts.Alert;
import io.zol0.alerts.AlertRemedies;
import io.zol0.alerts.AlertState;
import io.zol0.alerts.AlertStep;
import io.zol0.alerts.Alerts;
import io.zol0.alerts.Explanations;
import io.zol0.alerts.Remedy;
import io.zol0.alerts.RemedyRefused;
import io.zol0.alerts.Silence;
import io.zol0.alerts.Silences;
import io.zol0.ui.parts.Moment;
import io.zol0.ui.parts.Note;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One alert: what is known of it, and what happened, step by step. */
class AlertPart extends Div {
    private final Alerts alerts;
    private final Silences silences;
    private final AlertRemedies remedies;
    private final boolean may;
    private final Runnable changed;
    private final WhyPart why;
    private final Div outcome = new Div();
    private final Div facts = new Div();
    private final OrderedList steps = new OrderedList();
    private final TextField comment = new TextField("Comment");
    private @Nullable Long id;

    AlertPart(
            Alerts alerts,
            Silences silences,
            Explanations explanations,
            AlertRemedies remedies,
            boolean may,
            Runnable changed) {
        this.alerts = alerts;
        this.silences = silences;
        this.remedies = remedies;
        this.changed = changed;
        why = new WhyPart(explanations);
        this.may = may;
        addClassNames("panel", "alert-detail");
        steps.addClassNames("plain-list", "timeline");
        comment.setMaxLength(Alerts.LONGEST_COMMENT);
        comment.setWidthFull();
        outcome.getElement().setAttribute("role", "status");
        add(facts, outcome, why, steps);
        if (may) {
            add(comment, new Button("Add the comment", click -> {
                if (id != null && !comment.getValue().isBlank()) {
                    alerts.comment(id, comment.getValue());
                    comment.clear();
                    changed.run();
                }
            }));
        }
        setVisible(false);
    }

    Optional<Long> shown() {
        return Optional.ofNullable(id);
    }

    void show(long wanted) {
        if (id == null || id != wanted) {
            outcome.removeAll();
        }
        id = wanted;
        refresh();
    }

    void refresh() {
        Alert alert = id == null ? null : alerts.byId(id).orElse(null);
        setVisible(alert != null);
        if (alert == null) {
            return;
        }
        facts.removeAll();
        Span badge = new Span(alert.severity().words());
        badge.addClassNames("badge", "badge-" + alert.severity().words());
        Paragraph since = new Paragraph(
                new Span("Since "),
                new Moment(alert.beganAt()),
                new Span(" · " + state(alert) + " · worst " + alert.measure().write(alert.worst())));
        since.addClassName("quiet");
        Anchor chart = link(alert.chartPath(), "See its charts");
        facts.add(badge, new H2(alert.sentence()), since);
        quiet(alert).ifPresent(facts::add);
        if (!alert.cause().isEmpty()) {
            facts.add(new Paragraph("Likely: " + alert.cause()));
        }
        remedies.against(alert.id()).forEach(remedy -> facts.add(offer(alert, remedy)));
        together(alert).ifPresent(facts::add);
        Div links = new Div(chart);
        links.addClassName("links");
        if (may && alert.state() != AlertState.RESOLVED && alert.silenceId() == 0) {
            links.add(link("settings/silences/new?alert=" + alert.id(), "Silence alerts like this…"));
        }
        facts.add(links);
        why.show(alert);
        steps.removeAll();
        alerts.steps(alert.id()).forEach(step -> steps.add(line(step)));
        comment.setVisible(may);
    }

    /** What would help, with a button that does it. */
    private Div offer(Alert alert, Remedy remedy) {
        Paragraph effect = new Paragraph(remedy.effect());
        effect.addClassName("quiet");
        Div offer = new Div(effect);
        offer.addClassName("remedy");
        if (remedy.key().startsWith("optimizer/")) {
            offer.add(link(remedy.key(), "Look at its evidence, or try it on half of the time"));
        }
        if (may) {
            Button apply = new Button("Apply: " + remedy.title(), click -> apply(alert, remedy));
            apply.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            offer.addComponentAsFirst(apply);
        } else {
            offer.addComponentAsFirst(new Span("Would help: " + remedy.title()));
        }
        return offer;
    }

    private void apply(Alert alert, Remedy remedy) {
        outcome.removeAll();
        try {
            outcome.add(new Paragraph(remedies.apply(alert.id(), remedy.key())));
            changed.run();
        } catch (RemedyRefused refused) {
            outcome.add(Note.failed("Not applied").text(Objects.requireNonNullElse(refused.getMessage(), "")));
        }
    }

    /** The others of its incident. */
    private Optional<Div> together(Alert alert) {
        List<Alert> others = alerts.together(alert);
        if (others.isEmpty()) {
            return Optional.empty();
        }
        UnorderedList list = new UnorderedList();
        list.addClassName("why");
        others.forEach(other -> list.add(new ListItem(
                new Anchor("alerts?alert=" + other.id(), other.sentence()),
                new Span(" · " + other.state().words() + (other.isQuiet() ? ", nobody is told" : "")))));
        return Optional.of(new Div(new H3("Incident %d, together with".formatted(alert.incidentId())), list));
    }

    private static Anchor link(String path, String words) {
        Anchor link = new Anchor(path, words);
        link.setRouterIgnore(false);
        link.addClassName("note-action");
        return link;
    }

    /** Why nobody is told of it. */
    private Optional<Paragraph> quiet(Alert alert) {
        if (alert.silenceId() != 0) {
            Paragraph muted = new Paragraph();
            muted.addClassName("alert-muted");
            silences.byId(alert.silenceId())
                    .ifPresentOrElse(
                            silence -> {
                                muted.add(new Span(
                                        "Muted by “%s” of %s, until ".formatted(silence.reason(), silence.who())));
                                muted.add(new Moment(silence.nextSpan(alert.seenAt())
                                        .map(Silence.Span::to)
                                        .orElse(silence.endsAt())));
                            },
                            () -> muted.add(new Span("Muted by a silence.")));
            return Optional.of(muted);
        }
        return alert.inhibitedBy() == 0
                ? Optional.empty()
                : alerts.byId(alert.inhibitedBy())
                        .map(other -> new Paragraph("Nobody is told of it, for this explains it: " + other.sentence()));
    }

    /** Its state in words, with whoever looks after it and why nobody is told. */
    static String state(Alert alert) {
        StringBuilder words = new StringBuilder(alert.state().words());
        if (alert.times() > 1) {
            words.append(", ").append(alert.times()).append(" times");
        }
        if (alert.flapping() && alert.state() != AlertState.RESOLVED) {
            words.append(", comes and goes");
        }
        if (alert.assignee() != null) {
            words.append(", with ").append(alert.assignee());
        }
        if (alert.silenceId() != 0) {
            words.append(", muted");
        } else if (alert.inhibitedBy() != 0) {
            words.append(", explained by another alert");
        }
        return words.toString();
    }

    private static ListItem line(AlertStep step) {
        Span what = new Span(step.kind().words());
        what.addClassName("step-what");
        Span who = new Span(new Moment(step.at()), new Span(" · " + step.who()));
        who.addClassName("quiet");
        ListItem line = new ListItem(what, who);
        if (!step.text().isEmpty()) {
            Span text = new Span(step.text());
            text.addClassName("breaks");
            line.add(text);
        }
        return line;
    }
}
