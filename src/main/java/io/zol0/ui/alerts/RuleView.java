package io.zol0.ui.alerts;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.alerts.BackTests;
import io.zol0.alerts.ErrorBudgets;
import io.zol0.alerts.Measures;
import io.zol0.alerts.Rule;
import io.zol0.alerts.RuleChange;
import io.zol0.alerts.RuleChanged;
import io.zol0.alerts.RuleKind;
import io.zol0.alerts.RuleWords;
import io.zol0.alerts.Rules;
import io.zol0.catalog.InvalidDraft;
import io.zol0.ui.parts.Moment;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;

/** One rule: what it says, when it would have fired, and what was changed of it. */
@Route("settings/rules")
@PermitAll
class RuleView extends Main implements HasUrlParameter<Long>, HasDynamicTitle {
    private final Rules rules;
    private final Measures measures;
    private final BackTests tests;
    private final ErrorBudgets budgets;
    private final Names names;
    private final boolean may;
    private final Div outcome = new Div();
    private @Nullable Rule shown;

    RuleView(
            Rules rules,
            Measures measures,
            BackTests tests,
            ErrorBudgets budgets,
            Names names,
            AuthenticationContext login) {
        this.budgets = budgets;
        this.rules = rules;
        this.measures = measures;
        this.tests = tests;
        this.names = names;
        may = login.hasAnyRole("OPERATOR", "ADMIN");
        outcome.getElement().setAttribute("role", "status");
        addClassName("page");
    }

    @Override
    public void setParameter(BeforeEvent event, Long id) {
        show(id);
    }

    @Override
    public String getPageTitle() {
        return (shown == null ? "No such rule" : shown.name()) + " · ZoL0";
    }

    private void show(long id) {
        removeAll();
        outcome.removeAll();
        Rule rule = rules.byId(id).orElse(null);
        shown = rule;
        if (rule == null) {
            add(
                    new H1("No such rule"),
                    Note.empty("There is no rule with this number")
                            .text("It may have been removed; what it raised stays in the inbox.")
                            .link("Go to the rules", "settings/rules"));
            return;
        }
        BackTestPart test = new BackTestPart(tests);
        RuleForm form =
                new RuleForm(measures.all(), names.upstreams(), rules::problemsOf, typed -> typed.ifPresent(test::ask));
        form.fill(rule);
        Panel settings = new Panel("Rule").with(form);
        if (may) {
            settings.with(when(), buttons(rule, form), outcome);
        } else {
            form.readOnly();
            settings.about("operators may change it");
        }
        Div columns = new Div(
                settings,
                new Panel("When it would have fired")
                        .about("over what is recorded")
                        .with(test),
                new Panel("Changes").with(changes(rule)));
        columns.addClassNames("cards", "rule-columns");
        if (rule.kind() == RuleKind.BURN_RATE) {
            columns.add(new Panel("Error budget").about("over 30 days").with(new BudgetPart(budgets, rule)));
        }
        add(new H1(rule.name()), new Paragraph("Fires on " + RuleWords.sentence(rule) + "."), columns);
        getUI().ifPresentOrElse(
                        ui -> test.ask(rule),
                        () -> addAttachListener(attached -> {
                            attached.unregisterListener();
                            test.ask(rule);
                        }));
    }

    private static Paragraph when() {
        Paragraph when = new Paragraph("Saving applies from the next round on, within ten seconds.");
        when.addClassName("quiet");
        return when;
    }

    private Div buttons(Rule rule, RuleForm form) {
        Button save = new Button("Save", click -> form.draft().ifPresent(draft -> save(rule, draft, form)));
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Div buttons = new Div(save);
        if (rule.shipped().isEmpty()) {
            Button remove = new Button("Remove…", click -> confirmRemoval(rule));
            remove.addThemeVariants(ButtonVariant.LUMO_ERROR, ButtonVariant.LUMO_TERTIARY);
            buttons.add(remove);
        } else {
            Span why = new Span("It came with ZoL0, so that it can be switched off, but not removed.");
            why.addClassName("quiet");
            buttons.add(why);
        }
        buttons.addClassName("buttons");
        return buttons;
    }

    private void save(Rule before, Rule draft, RuleForm form) {
        try {
            Rule saved = rules.save(draft);
            showAgain(saved.id());
            outcome.add(
                    new Paragraph("Saved; it holds from now on."),
                    new Button("Undo", click -> undo(before.withVersion(saved.version()))));
        } catch (InvalidDraft refused) {
            form.show(refused.problems());
        } catch (RuleChanged | AccessDeniedException refused) {
            refuse("Not saved", refused, before.id());
        }
    }

    private void undo(Rule before) {
        try {
            rules.save(before);
            showAgain(before.id());
            outcome.add(new Paragraph("Undone; it is as it was before."));
        } catch (RuleChanged | AccessDeniedException refused) {
            refuse("Not undone", refused, before.id());
        }
    }

    private void refuse(String title, RuntimeException refused, long id) {
        outcome.removeAll();
        String why = refused.getMessage();
        outcome.add(Note.failed(title)
                .text(why == null ? "" : why)
                .with(new Button("Show what it is now", click -> showAgain(id))));
    }

    private void showAgain(long id) {
        show(id);
        getUI().ifPresent(ui -> ui.getPage().setTitle(getPageTitle()));
    }

    private void confirmRemoval(Rule rule) {
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader("Remove " + rule.name() + "?");
        dialog.setText("What it raised ends within ten seconds and stays in the inbox as resolved.");
        dialog.setCancelable(true);
        dialog.setCancelText("Keep it");
        dialog.setConfirmText("Remove " + rule.name());
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(confirmed -> {
            try {
                rules.remove(rule.id());
                getUI().ifPresent(ui -> ui.navigate(RulesView.class));
            } catch (AccessDeniedException refused) {
                refuse("Not removed", refused, rule.id());
            }
        });
        dialog.open();
    }

    private OrderedList changes(Rule rule) {
        OrderedList list = new OrderedList();
        list.addClassNames("plain-list", "timeline");
        List<RuleChange> changes = rules.changes(rule.id());
        changes.forEach(change -> {
            Span what = new Span(change.text());
            what.addClassNames("step-what", "breaks");
            Span who = new Span(new Moment(change.at()), new Span(" · " + change.who()));
            who.addClassName("quiet");
            list.add(new ListItem(what, who));
        });
        if (changes.isEmpty()) {
            list.add(new ListItem("Nothing was changed yet."));
        }
        return list;
    }
}
