package io.zol0.ui.channels;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.notify.Channel;
import io.zol0.notify.ChannelDraft;
import io.zol0.notify.ChannelKind;
import io.zol0.notify.Channels;
import io.zol0.notify.Outcome;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.RolesAllowed;

/** Adds a channel. */
@Route("settings/channels/new")
@PageTitle("Add a channel · ZoL0")
@RolesAllowed("ADMIN")
class NewChannelView extends Main {
    private final Channels channels;
    private final ChannelForm form;

    NewChannelView(Channels channels) {
        this.channels = channels;
        form = new ChannelForm(channels::flawsOf, channels::newSigningSecret);
        form.fill(ChannelDraft.of(ChannelKind.EMAIL), null);
        addClassNames("page", "page-narrow");
        Button save = new Button("Add the channel", click -> save());
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button leave = new Button("Cancel", click -> getUI().ifPresent(ui -> ui.navigate(ChannelsView.class)));
        Div buttons = new Div(save, leave);
        buttons.addClassName("buttons");
        Paragraph effect = new Paragraph("Nothing is sent by it before a route leads to it; it can be tested at once.");
        effect.addClassName("quiet");
        add(
                new H1("Add a channel"),
                new Paragraph("Choose how messages are to go, and where to."),
                new Panel("Channel").with(form, effect, buttons));
    }

    private void save() {
        form.draft().ifPresent(draft -> {
            switch (channels.add(draft)) {
                case Outcome.Saved<Channel>(Channel now) ->
                    getUI().ifPresent(ui -> ui.navigate(ChannelView.class, now.id()));
                case Outcome.Refused<Channel>(var flaws) -> form.show(flaws);
                case Outcome.Stale<Channel> stale -> throw new IllegalStateException("a new channel: " + stale);
                case Outcome.Gone<Channel> gone -> throw new IllegalStateException("a new channel: " + gone);
            }
        });
    }
}
