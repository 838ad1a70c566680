package io.zol0.ui.alerts;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.alerts.BackTests;
import io.zol0.alerts.Measures;
import io.zol0.alerts.Rule;
import io.zol0.alerts.Rules;
import io.zol0.catalog.InvalidDraft;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.RolesAllowed;
import java.util.Objects;
import org.springframework.security.access.AccessDeniedException;

/** Makes a rule: what it says and, while it is typed, when it would have fired. */
@Route("settings/rules/new")
@PageTitle("Make a rule · ZoL0")
@RolesAllowed({"OPERATOR", "ADMIN"})
class NewRuleView extends Main {
    private final Rules rules;
    private final RuleForm form;
    private final Div outcome = new Div();

    NewRuleView(Rules rules, Measures measures, BackTests tests, Names names) {
        this.rules = rules;
        BackTestPart test = new BackTestPart(tests);
        form = new RuleForm(measures.all(), names.upstreams(), rules::problemsOf, typed -> typed.ifPresent(test::ask));
        outcome.getElement().setAttribute("role", "status");
        Button create = new Button("Make the rule", click -> create());
        create.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button leave = new Button("Cancel", click -> getUI().ifPresent(ui -> ui.navigate(RulesView.class)));
        Div buttons = new Div(create, leave);
        buttons.addClassName("buttons");
        Div columns = new Div(
                new Panel("Rule").with(form, buttons, outcome),
                new Panel("When it would have fired")
                        .about("over what is recorded")
                        .with(test));
        columns.addClassNames("cards", "rule-columns");
        addClassName("page");
        add(
                new H1("Make a rule"),
                new Paragraph(
                        "A rule is judged every ten seconds for everything it is about, and raises one alert for each."),
                columns);
        addAttachListener(attached -> test.ask(Rule.draft()));
    }

    private void create() {
        outcome.removeAll();
        form.draft().ifPresent(draft -> {
            try {
                Rule made = rules.save(draft);
                getUI().ifPresent(ui -> ui.navigate(RuleView.class, made.id()));
            } catch (InvalidDraft refused) {
                form.show(refused.problems());
            } catch (AccessDeniedException refused) {
                outcome.add(Note.failed("Not made").text(Objects.requireNonNullElse(refused.getMessage(), "")));
            }
        });
    }
}
