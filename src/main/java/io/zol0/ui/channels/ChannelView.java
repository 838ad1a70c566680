package io.zol0.ui.channels;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.notify.Channel;
import io.zol0.notify.ChannelDraft;
import io.zol0.notify.Channels;
import io.zol0.notify.MessageRoute;
import io.zol0.notify.Outcome;
import io.zol0.notify.Routes;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

/** One channel: a test, and its settings. */
@Route("settings/channels")
@RolesAllowed("OPERATOR")
class ChannelView extends Main implements HasUrlParameter<Long>, HasDynamicTitle {
    private final Channels channels;
    private final Routes routes;
    private final boolean admin;
    private final ChannelForm form;
    private final Div outcome = new Div();
    private @Nullable Channel channel;

    ChannelView(Channels channels, Routes routes, AuthenticationContext login) {
        this.channels = channels;
        this.routes = routes;
        admin = login.hasRole("ADMIN");
        form = new ChannelForm(channels::flawsOf, channels::newSigningSecret);
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
        Channel found = channels.byId(id).orElse(null);
        channel = found;
        if (found == null) {
            add(
                    new H1("No such channel"),
                    Note.empty("There is no channel with this number")
                            .text("It may have been removed.")
                            .link("Go to the channels", "settings/channels"));
            return;
        }
        form.fill(ChannelDraft.of(found), found);
        Paragraph about = new Paragraph("%s to %s.".formatted(found.kind().words(), ChannelWords.leads(found)));
        about.addClassName("breaks");
        add(
                new H1(found.name()),
                about,
                used(found),
                new Panel("Test").with(new TestPart(found, channels)),
                settings());
    }

    @Override
    public String getPageTitle() {
        return (channel == null ? "No such channel" : channel.name()) + " · ZoL0";
    }

    private Paragraph used(Channel found) {
        long count = routes.all().stream()
                .filter(MessageRoute::enabled)
                .filter(route -> route.channelId() == found.id() || route.escalateChannelId() == found.id())
                .count();
        Paragraph used = new Paragraph(
                count == 0
                        ? "No route leads to it yet. "
                        : count == 1 ? "1 route leads to it. " : count + " routes lead to it. ");
        used.add(new Anchor("settings/routes", "Go to the routes"));
        used.addClassName("linked");
        return used;
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
        Paragraph effect = new Paragraph("Saving holds from the next message on, those that wait included.");
        effect.addClassName("quiet");
        return new Panel("Settings").with(form, effect, buttons, outcome);
    }

    private void save() {
        Channel before = channel;
        if (before != null) {
            form.draft().ifPresent(draft -> change(before, draft, true));
        }
    }

    private void change(Channel before, ChannelDraft draft, boolean undoable) {
        switch (channels.change(before.id(), before.version(), draft)) {
            case Outcome.Saved<Channel>(Channel now) -> {
                show(now.id());
                boolean secretChanged = draft.secret() != null;
                outcome.add(new Paragraph(
                        undoable
                                ? "Saved; it holds from now on." + (secretChanged ? " The secret before is gone." : "")
                                : "Undone; it is as it was before."));
                if (undoable && !secretChanged) {
                    outcome.add(new Button("Undo", click -> change(now, ChannelDraft.of(before), false)));
                }
            }
            case Outcome.Refused<Channel>(var flaws) -> form.show(flaws);
            case Outcome.Stale<Channel> stale -> {
                outcome.removeAll();
                outcome.add(Note.failed("Not saved")
                        .text("Someone else changed this channel since you opened it.")
                        .with(new Button("Show what it is now", click -> show(before.id()))));
            }
            case Outcome.Gone<Channel> gone -> show(before.id());
        }
    }

    private void confirmRemoval() {
        Channel shown = channel;
        if (shown == null) {
            return;
        }
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader("Remove %s?".formatted(shown.name()));
        dialog.setText("Its routes, what waits for it and the list of what it sent go with it. This cannot be undone.");
        dialog.setCancelable(true);
        dialog.setCancelText("Keep it");
        dialog.setConfirmText("Remove " + shown.name());
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(confirmed -> {
            switch (channels.remove(shown.id(), shown.version())) {
                case Outcome.Saved<Channel> removed -> getUI().ifPresent(ui -> ui.navigate(ChannelsView.class));
                case Outcome.Gone<Channel> gone -> getUI().ifPresent(ui -> ui.navigate(ChannelsView.class));
                case Outcome.Stale<Channel> stale -> show(shown.id());
                case Outcome.Refused<Channel>(var flaws) -> throw new IllegalStateException("removal: " + flaws);
            }
        });
        dialog.open();
    }
}
