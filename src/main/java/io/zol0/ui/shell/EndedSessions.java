package io.zol0.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinSession;
import io.zol0.users.SessionEnding;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Sends the open pages of a session that somebody ends to the sign-in, so that nothing of it stays on a screen. */
@Component
class EndedSessions {
    static final String ENDED = "ended";

    @EventListener
    void on(SessionEnding ending) {
        try {
            VaadinSession.getAllSessions(ending.session())
                    .forEach(session -> session.access(() -> session.getUIs().forEach(EndedSessions::leave)));
        } catch (IllegalStateException ended) {
            // It ended by itself meanwhile, and its pages with it.
        }
    }

    private static void leave(UI ui) {
        ui.getPage().setLocation("login?" + ENDED);
        ui.push();
    }
}
