package io.zol0.ui.shell;

import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.zol0.ui.parts.Note;
import jakarta.servlet.http.HttpServletResponse;

/** Says that there is no such page and where to go instead. */
@ParentLayout(MainLayout.class)
@PageTitle("No such page · ZoL0")
@AnonymousAllowed
class NotFoundView extends Main implements HasErrorParameter<NotFoundException> {
    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        addClassName("page");
        removeAll();
        add(
                new H1("No such page"),
                Note.empty("There is no page at “/" + event.getLocation().getPath() + "”")
                        .text("It may have been removed, or the address has a typing error.")
                        .link("Go to the overview", ""));
        return HttpServletResponse.SC_NOT_FOUND;
    }
}
