package io.zol0.ui.settings;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.catalog.ChangedMeanwhile;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.KnownPresets;
import io.zol0.catalog.UnknownUpstream;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.gateway.Gateway;
import io.zol0.metrics.LiveMetrics;
import io.zol0.ui.parts.Live;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.PermitAll;
import org.jspecify.annotations.Nullable;

/** One upstream: how to call it, whether calls arrive, and its settings. */
@Route("settings/upstreams")
@PermitAll
class UpstreamView extends Main implements HasUrlParameter<Long>, HasDynamicTitle {
    private final Upstreams upstreams;
    private final LiveMetrics metrics;
    private final Live live;
    private final Names names;
    private final Gateway gateway;
    private final boolean admin;
    private final UpstreamForm form;
    private final Div outcome = new Div();
    private @Nullable Upstream upstream;

    UpstreamView(
            Upstreams upstreams,
            KnownPresets presets,
            LiveMetrics metrics,
            Live live,
            Names names,
            Gateway gateway,
            AuthenticationContext login) {
        this.upstreams = upstreams;
        this.metrics = metrics;
        this.live = live;
        this.names = names;
        this.gateway = gateway;
        admin = login.hasRole("ADMIN");
        form = new UpstreamForm(upstreams.environments(), presets.all(), upstreams::problemsOf);
        addClassNames("page", "page-narrow");
        outcome.getElement().setAttribute("role", "status");
    }

    @Override
    public void setParameter(BeforeEvent event, Long id) {
        show(id);
    }

    private void show(long id) {
        removeAll();
        outcome.removeAll();
        upstream = upstreams.byId(id).orElse(null);
        if (upstream == null) {
            add(
                    new H1("No such upstream"),
                    Note.empty("There is no upstream with this number")
                            .text("It may have been removed.")
                            .link("Go to the upstreams", "settings/upstreams"));
            return;
        }
        form.fill(UpstreamDraft.of(upstream));
        H1 title = new H1(upstream.name());
        Paragraph about = new Paragraph(
                upstream.enabled()
                        ? "Calls to /%s/… go on to %s.".formatted(upstream.name(), upstream.baseUrl())
                        : "Switched off: calls to /%s/… are refused.".formatted(upstream.name()));
        about.addClassName("breaks");
        add(title, about, tryIt(upstream), settings());
    }

    @Override
    public String getPageTitle() {
        return (upstream == null ? "No such upstream" : upstream.name()) + " · ZoL0";
    }

    private Panel tryIt(Upstream shown) {
        String curl = CurlLine.of(
                shown.name(), gateway.status().address(), gateway.status().tls());
        Pre line = new Pre(curl);
        line.addClassName("curl");
        line.getElement().setAttribute("tabindex", "0");
        line.getElement().setAttribute("aria-label", "curl line");
        Button copy = new Button("Copy");
        copy.getElement().executeJs("this.addEventListener('click', () => window.zol0.copy(this, $0))", curl);
        Paragraph seen = new Paragraph();
        seen.getElement().setAttribute("role", "status");
        seen.addClassNames("first-call", "breaks");
        FirstCall first = new FirstCall(metrics, shown.id());
        Signal.effect(seen, () -> {
            live.newest().get();
            String words = first.sentence();
            if (!words.equals(seen.getText())) {
                seen.setText(words);
            }
        });
        Div row = new Div(line, copy);
        row.addClassName("curl-row");
        Panel panel = new Panel("Try it")
                .about("add a path of the provider's at the end")
                .with(row, seen);
        return admin ? panel.with(new ConnectionPart(shown, gateway)) : panel;
    }

    private Panel settings() {
        if (!admin) {
            form.readOnly();
            return new Panel("Settings").about("administrators may change them").with(form);
        }
        Button save = new Button("Save", click -> save());
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button remove = new Button("Remove…", click -> confirmRemoval());
        remove.addThemeVariants(ButtonVariant.LUMO_ERROR, ButtonVariant.LUMO_TERTIARY);
        Div buttons = new Div(save, remove);
        buttons.addClassName("buttons");
        Paragraph effect = new Paragraph(
                "Saving applies to %s at once. Calls on their way end as they began.".formatted(endpoints()));
        effect.addClassName("quiet");
        return new Panel("Settings").with(form, effect, buttons, outcome);
    }

    private String endpoints() {
        Upstream shown = upstream;
        long count = shown == null
                ? 0
                : names.endpoints().stream()
                        .filter(each -> each.upstreamId() == shown.id())
                        .count();
        return count == 1 ? "1 endpoint" : count + " endpoints";
    }

    private void save() {
        Upstream before = upstream;
        if (before != null) {
            form.draft().ifPresent(draft -> change(before, draft, true));
        }
    }

    private void change(Upstream before, UpstreamDraft draft, boolean undoable) {
        try {
            Upstream changed = upstreams.change(before.id(), before.version(), draft);
            showAgain(changed.id());
            outcome.add(new Paragraph(undoable ? "Saved; it holds from now on." : "Undone; it is as it was before."));
            if (undoable) {
                outcome.add(new Button("Undo", click -> change(changed, UpstreamDraft.of(before), false)));
            }
        } catch (InvalidDraft refused) {
            form.show(refused.problems());
        } catch (ChangedMeanwhile conflict) {
            outcome.removeAll();
            Upstream current = conflict.current() instanceof Upstream now ? now : before;
            outcome.add(Note.failed("Not saved")
                    .text("Someone else changed %s since you opened it: %s."
                            .formatted(current.name(), form.differences(before, current)))
                    .with(new Button("Put my changes on top of it", click -> rebase(before, current)))
                    .with(new Button("Show what it is now", click -> showAgain(before.id()))));
        } catch (UnknownUpstream gone) {
            showAgain(before.id());
        }
    }

    /** Keeps what was typed and takes over the rest, to be looked at and saved. */
    private void rebase(Upstream before, Upstream current) {
        form.rebase(UpstreamDraft.of(before), UpstreamDraft.of(current));
        upstream = current;
        outcome.removeAll();
        outcome.add(new Paragraph("Your changes are on top of what it is now; look at them and save."));
    }

    /** What is kept now; its name may be another one. */
    private void showAgain(long id) {
        show(id);
        getUI().ifPresent(ui -> ui.getPage().setTitle(getPageTitle()));
    }

    private void confirmRemoval() {
        Upstream shown = upstream;
        if (shown == null) {
            return;
        }
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader("Remove " + shown.name() + "?");
        dialog.setText("With it go %s, their settings and everything that was measured of them. ".formatted(endpoints())
                + "Callers of /%s/… get 404 from then on. This cannot be undone.".formatted(shown.name()));
        dialog.setCancelable(true);
        dialog.setCancelText("Keep it");
        dialog.setConfirmText("Remove " + shown.name());
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(confirmed -> {
            try {
                upstreams.remove(shown.id());
            } catch (UnknownUpstream gone) {
                // Somebody else was faster; what was wanted is so.
            }
            getUI().ifPresent(ui -> ui.navigate(UpstreamsView.class));
        });
        dialog.open();
    }
}
