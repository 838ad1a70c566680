package io.zol0.ui.experience;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.Problem;
import io.zol0.ingest.BrowserSettings;
import io.zol0.ingest.Browsers;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.Panel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;

/** Whose pages may report, and how many of their visits do; administrators change it. */
class OriginsPart extends Panel {
    private static final List<Double> SHARES = List.of(1.0, 0.5, 0.25, 0.1, 0.05, 0.01);

    private final Browsers browsers;
    private final TextArea origins = new TextArea("Origins of pages that may report");
    private final Select<Double> share = new Select<>();
    private final Paragraph outcome = new Paragraph();

    OriginsPart(Browsers browsers, boolean admin) {
        super("Who may report");
        this.browsers = browsers;
        outcome.getElement().setAttribute("role", "status");
        if (!admin) {
            with(new Paragraph(words()));
            return;
        }
        origins.setHelperText(
                "One a line: scheme and host, as https://shop.example.com. Reports of others are refused.");
        origins.setPlaceholder("https://shop.example.com");
        origins.setMaxLength(BrowserSettings.MOST * 210);
        share.setLabel("Visits that report");
        share.setItemLabelGenerator(Figures::percent);
        share.setHelperText("Browsers keep the script for ten minutes, so a change takes as long.");
        Button save = new Button("Save", click -> save());
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Div form = new Div(origins, share);
        form.addClassName("form");
        Div buttons = new Div(save);
        buttons.addClassName("buttons");
        with(form, buttons, outcome);
        try {
            fill(browsers.current());
        } catch (DataAccessException away) {
            save.setEnabled(false);
            outcome.setText("The database does not answer; open this page again when it is back.");
        }
    }

    private String words() {
        try {
            BrowserSettings now = browsers.current();
            return now.origins().isEmpty()
                    ? "Nobody; an administrator allows origins here."
                    : Figures.percent(now.share()) + " of the visits of " + String.join(", ", now.sorted()) + ".";
        } catch (DataAccessException away) {
            return "The database does not answer.";
        }
    }

    private void fill(BrowserSettings now) {
        origins.setValue(String.join("\n", now.sorted()));
        List<Double> shares = new ArrayList<>(SHARES);
        if (!shares.contains(now.share())) {
            shares.add(now.share());
        }
        share.setItems(shares);
        share.setValue(now.share());
    }

    private void save() {
        origins.setInvalid(false);
        List<String> written =
                origins.getValue().lines().filter(line -> !line.isBlank()).toList();
        try {
            BrowserSettings now = browsers.change(written, share.getValue());
            fill(now);
            outcome.setText(
                    now.origins().isEmpty()
                            ? "Saved; no page may report now."
                            : "Saved; pages of " + now.origins().size()
                                    + (now.origins().size() == 1 ? " origin" : " origins")
                                    + " may report from now on.");
        } catch (InvalidDraft wrong) {
            origins.setErrorMessage(
                    wrong.problems().stream().map(Problem::sentence).collect(Collectors.joining(" ")));
            origins.setInvalid(true);
            outcome.setText("");
        } catch (DataAccessException away) {
            outcome.setText("Not saved: the database does not answer. Try again when it is back.");
        }
    }
}
