package io.zol0.ui.cache;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.catalog.CachePurge.What;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.Purges;
import io.zol0.catalog.UnknownSetting;
import io.zol0.catalog.UnknownUpstream;
import io.zol0.catalog.Upstream;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.Names;
import java.util.OptionalLong;

/** Drops kept answers: of a path, a tag or everything of an upstream; each purge is in the audit. */
class PurgePart extends Div {
    private enum Kind {
        PATH("Answers under a path", "Path prefix", "/api/v3/"),
        TAG("Answers with a tag", "Tag", "prices"),
        ALL("All answers", "", "");

        private final String words;
        private final String label;
        private final String example;

        Kind(String words, String label, String example) {
            this.words = words;
            this.label = label;
            this.example = example;
        }
    }

    private final Purges purges;
    private final Select<Upstream> upstream = new Select<>();
    private final Select<Kind> kind = new Select<>();
    private final TextField which = new TextField();
    private final Paragraph outcome = new Paragraph();

    PurgePart(Purges purges, Names names) {
        this.purges = purges;
        addClassName("form");
        upstream.setLabel("Of");
        upstream.setItems(names.upstreams());
        upstream.setItemLabelGenerator(each -> each == null ? "every upstream" : each.name());
        upstream.setEmptySelectionAllowed(true);
        upstream.setEmptySelectionCaption("every upstream");
        kind.setLabel("Drop");
        kind.setItems(Kind.values());
        kind.setItemLabelGenerator(each -> each.words);
        kind.setValue(Kind.PATH);
        kind.addValueChangeListener(change -> arrange());
        outcome.addClassName("plain");
        outcome.getElement().setAttribute("role", "status");
        Button purge = new Button("Purge…", click -> confirm());
        purge.addThemeVariants(ButtonVariant.LUMO_ERROR, ButtonVariant.LUMO_TERTIARY);
        add(upstream, kind, which, purge, outcome);
        arrange();
    }

    private void arrange() {
        Kind chosen = kind.getValue();
        which.setVisible(chosen != Kind.ALL);
        which.setLabel(chosen.label);
        which.setPlaceholder(chosen.example);
        which.setInvalid(false);
    }

    private void confirm() {
        Upstream of = upstream.getValue();
        String where = of == null ? "every upstream" : of.name();
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader("Purge the cache of " + where + "?");
        dialog.setText("The next calls go to the upstream again. Nothing else is lost; who purged is in the audit.");
        dialog.setCancelable(true);
        dialog.setCancelText("Keep it");
        dialog.setConfirmText("Purge");
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(confirmed -> purge(of));
        dialog.open();
    }

    private void purge(@org.jspecify.annotations.Nullable Upstream of) {
        String given = which.getValue().strip();
        What what = switch (kind.getValue()) {
            case PATH -> new What.UnderPath(given);
            case TAG -> new What.Tagged(given);
            case ALL -> new What.Everything();
        };
        try {
            long dropped = purges.purge(of == null ? OptionalLong.empty() : OptionalLong.of(of.id()), what);
            which.setInvalid(false);
            outcome.setText(
                    dropped == 0
                            ? "There was nothing to drop."
                            : dropped == 1
                                    ? "1 answer was dropped."
                                    : Figures.count(dropped) + " answers were dropped.");
        } catch (InvalidDraft refused) {
            which.setInvalid(true);
            which.setErrorMessage(refused.problems().getFirst().sentence());
        } catch (UnknownUpstream | UnknownSetting gone) {
            outcome.setText(gone.getMessage());
        }
    }
}
