package io.zol0.ui.alerts;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.alerts.Alerts;
import io.zol0.alerts.Rule;
import io.zol0.alerts.RuleChanged;
import io.zol0.alerts.RuleFirings;
import io.zol0.alerts.RuleWords;
import io.zol0.alerts.Rules;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.dao.DataAccessException;
import org.springframework.security.access.AccessDeniedException;

/** All rules, each with a switch and how often it fires. */
@Route("settings/rules")
@PageTitle("Alert rules · ZoL0")
@PermitAll
class RulesView extends Main {
    private final Rules rules;
    private final Alerts alerts;
    private final Names names;
    private final Paragraph sentence = new Paragraph();
    private final Div outcome = new Div();
    private final TextField words = new TextField("Words");
    private final Grid<Rule> grid = new Grid<>();
    private Map<Long, RuleFirings> firings = Map.of();

    RulesView(Rules rules, Alerts alerts, Names names, AuthenticationContext login) {
        this.rules = rules;
        this.alerts = alerts;
        this.names = names;
        boolean may = login.hasAnyRole("OPERATOR", "ADMIN");
        addClassNames("page", "page-full");
        outcome.getElement().setAttribute("role", "status");
        add(new H1("Alert rules"), sentence);
        words.setPlaceholder("for example: slow");
        words.setClearButtonVisible(true);
        words.setValueChangeMode(ValueChangeMode.LAZY);
        words.addValueChangeListener(change -> refresh());
        Div filters = new Div(words);
        filters.addClassName("filters");
        add(filters);
        if (may) {
            Button make = new Button("Make a rule", click -> getUI().ifPresent(ui -> ui.navigate(NewRuleView.class)));
            make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            Button mute = new Button("Silences", click -> getUI().ifPresent(ui -> ui.navigate("settings/silences")));
            Div buttons = new Div(make, mute);
            buttons.addClassName("buttons");
            add(buttons);
        }
        add(outcome, table(may));
        refresh();
    }

    private Grid<Rule> table(boolean may) {
        grid.addColumn(LitRenderer.<Rule>of("<div class='rule-row'>"
                                + "<button type='button' role='switch' class='switch' aria-checked='${item.on}'"
                                + " aria-label='Judge ${item.name}' ?disabled='${item.fixed}' @click='${flip}'></button>"
                                + "<span class='badge badge-${item.severity}'>${item.severity}</span>"
                                + "<span class='alert-words'><a href='settings/rules/${item.id}'>${item.name}</a>"
                                + "<span class='quiet'>${item.sentence}</span></span>"
                                + "<span class='rule-fires quiet'>${item.fires}</span></div>")
                        .withProperty("on", rule -> Boolean.toString(rule.enabled()))
                        .withProperty("fixed", rule -> !may)
                        .withProperty("id", Rule::id)
                        .withProperty("name", Rule::name)
                        .withProperty("severity", rule -> rule.severity().words())
                        .withProperty("sentence", this::words)
                        .withProperty("fires", this::fires)
                        .withFunction("flip", this::flip))
                .setHeader("Rules");
        grid.addClassNames("alerts", "rules");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        return grid;
    }

    private String words(Rule rule) {
        String upstream = rule.upstreamId() == 0 ? "" : ", only of " + names.upstream(rule.upstreamId());
        return RuleWords.sentence(rule) + upstream + (rule.shipped().isEmpty() ? "" : " · came with ZoL0");
    }

    private String fires(Rule rule) {
        RuleFirings fired = firings.getOrDefault(rule.id(), RuleFirings.NONE);
        String week = fired.lately() == 0 ? "quiet for a week" : "%,d in 7 days".formatted(fired.lately());
        return fired.now() == 0 ? week : "%,d now, %s".formatted(fired.now(), week);
    }

    private void flip(Rule rule) {
        outcome.removeAll();
        try {
            rules.save(rule.withEnabled(!rule.enabled()));
            outcome.add(new Paragraph(
                    rule.enabled()
                            ? "%s is switched off: what it raised ends within ten seconds.".formatted(rule.name())
                            : "%s is judged from now on.".formatted(rule.name())));
        } catch (RuleChanged changed) {
            outcome.add(Note.failed("Not switched").text(Objects.requireNonNullElse(changed.getMessage(), "")));
        } catch (AccessDeniedException refused) {
            outcome.add(Note.failed("Not switched").text(Objects.requireNonNullElse(refused.getMessage(), "")));
        }
        refresh();
    }

    private void refresh() {
        try {
            List<Rule> all = rules.all();
            firings = alerts.byRule();
            long on = all.stream().filter(Rule::enabled).count();
            sentence.setText("%,d of %,d rules are judged, every ten seconds.".formatted(on, all.size()));
            String wanted = words.getValue().strip().toLowerCase(Locale.ROOT);
            grid.setItems(all.stream()
                    .filter(rule -> (rule.name() + " " + words(rule))
                            .toLowerCase(Locale.ROOT)
                            .contains(wanted))
                    .toList());
        } catch (DataAccessException away) {
            sentence.setText("");
            outcome.removeAll();
            outcome.add(Note.failed("The rules cannot be read now")
                    .text("The database does not answer; /health says more. What is known is judged on."));
        }
    }
}
