package io.zol0.ui.parts;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.zol0.users.Session;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where an account is signed in, each with its end. */
public class SessionList extends Div {
    private final Supplier<List<Session>> sessions;
    private final Consumer<String> end;
    private final Paragraph done = new Paragraph();

    /** @param end ends the session of a reference */
    public SessionList(Supplier<List<Session>> sessions, Consumer<String> end) {
        this.sessions = sessions;
        this.end = end;
        done.getElement().setAttribute("role", "status");
        show();
    }

    private void show() {
        removeAll();
        List<Session> all = sessions.get();
        UnorderedList list = new UnorderedList();
        list.addClassName("plain-list");
        all.forEach(session -> list.add(row(session)));
        if (all.isEmpty()) {
            Paragraph none = new Paragraph("Signed in nowhere at the moment.");
            none.addClassName("quiet");
            add(none);
        }
        add(list, done);
    }

    private ListItem row(Session session) {
        Span browser = new Span(BrowserName.of(session.browser()));
        browser.addClassName("breaks");
        Span where = new Span(
                new Span("from " + session.address() + " · signed in "),
                new Moment(session.since()),
                new Span(" · last seen "),
                new Moment(session.seen()));
        where.addClassNames("quiet", "breaks");
        Div words = new Div(browser, where);
        words.addClassName("session-words");
        ListItem row = new ListItem(words);
        row.addClassName("session");
        if (session.own()) {
            Span own = new Span("this browser");
            own.addClassName("badge");
            row.add(own);
        } else {
            Button out = new Button("Sign out", click -> {
                end.accept(session.reference());
                show();
                done.setText("Signed out of %s.".formatted(BrowserName.of(session.browser())));
            });
            out.addThemeVariants(ButtonVariant.LUMO_SMALL);
            out.setAriaLabel("Sign out of %s from %s".formatted(BrowserName.of(session.browser()), session.address()));
            row.add(out);
        }
        return row;
    }
}
