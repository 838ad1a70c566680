package io.zol0.ui.channels;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.notify.Channel;
import io.zol0.notify.Channels;
import io.zol0.notify.Routes;
import io.zol0.ui.parts.Note;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;

/** The ways by which messages leave ZoL0. */
@Route("settings/channels")
@PageTitle("Channels · ZoL0")
@RolesAllowed("OPERATOR")
class ChannelsView extends Main {
    ChannelsView(Channels channels, Routes routes, AuthenticationContext login) {
        addClassName("page");
        List<Channel> all = channels.all();
        boolean routed = routes.all().stream().anyMatch(route -> route.enabled());
        add(new H1("Channels"), new Paragraph(sentence(all, routed)));
        boolean admin = login.hasRole("ADMIN");
        if (admin) {
            Button add =
                    new Button("Add a channel", click -> getUI().ifPresent(ui -> ui.navigate(NewChannelView.class)));
            add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            add.addClassName("above");
            add(add);
        }
        Div cards = new Div();
        cards.addClassNames("cards", "cards-small");
        all.forEach(channel -> cards.add(card(channel)));
        if (all.isEmpty()) {
            Note note = Note.empty("No channels yet")
                    .text(
                            "A channel carries alerts to where people are: e-mail, a chat, a pager, or a program of yours.");
            cards.add(
                    admin
                            ? note.link("Add the first one", "settings/channels/new")
                            : note.text("An administrator can add one."));
        }
        add(cards);
    }

    private static String sentence(List<Channel> all, boolean routed) {
        if (all.isEmpty()) {
            return "Alerts are told in the inbox only.";
        }
        String count = all.size() == 1 ? "1 channel" : all.size() + " channels";
        return routed
                ? count + "; which alerts go by which is said by the routes."
                : count + ", but no route leads to any: nothing is sent until there is one.";
    }

    private static Div card(Channel channel) {
        Span kind = new Span(channel.kind().words() + (channel.enabled() ? "" : " · switched off"));
        kind.addClassName(channel.enabled() ? "quiet" : "warning");
        Span leads = new Span(ChannelWords.leads(channel));
        leads.addClassName("breaks");
        Div card = new Div(new H2(new Anchor("settings/channels/" + channel.id(), channel.name())), kind, leads);
        card.addClassNames("panel", "upstream-card");
        return card;
    }
}
